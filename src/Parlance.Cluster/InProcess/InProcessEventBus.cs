using Microsoft.Extensions.Logging;
using Parlance.Core.Events;

namespace Parlance.Cluster.InProcess;

/// <summary>The bus of a single node: subscribers are called on the publisher's thread.</summary>
public sealed partial class InProcessEventBus(ILogger<InProcessEventBus> logger) : IEventBus
{
    private readonly Lock _gate = new();
    private IEventSubscriber[] _subscribers = []; // replaced whole under _gate, read without it

    public void Publish(IReadOnlyList<ChatEvent> events)
    {
        foreach (var subscriber in Volatile.Read(ref _subscribers))
        {
            try
            {
                subscriber.Receive(events);
            }
            catch (Exception e)
            {
                // A bug of one subscriber; neither the others nor the publisher, who has committed these events, may suffer from it.
                Log.SubscriberFailed(logger, e, subscriber.GetType().Name);
            }
        }
    }

    public IDisposable Subscribe(IEventSubscriber subscriber)
    {
        lock (_gate)
            Volatile.Write(ref _subscribers, [.. _subscribers, subscriber]);
        return new Subscription(this, subscriber);
    }

    private void Remove(IEventSubscriber subscriber)
    {
        lock (_gate)
            Volatile.Write(ref _subscribers, _subscribers.Where(s => s != subscriber).ToArray());
    }

    private sealed class Subscription(InProcessEventBus bus, IEventSubscriber subscriber) : IDisposable
    {
        public void Dispose() => bus.Remove(subscriber);
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Error, "The subscriber {Subscriber} failed on an event; the others got it. This is a bug.")]
        public static partial void SubscriberFailed(ILogger logger, Exception exception, string subscriber);
    }
}
