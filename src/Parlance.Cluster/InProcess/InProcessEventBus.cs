using Parlance.Core.Events;

namespace Parlance.Cluster.InProcess;

/// <summary>The bus of a single node: subscribers are called on the publisher's thread.</summary>
public sealed class InProcessEventBus : IEventBus
{
    private readonly Lock _gate = new();
    private IEventSubscriber[] _subscribers = []; // replaced whole under _gate, read without it

    public void Publish(IReadOnlyList<ChatEvent> events)
    {
        foreach (var subscriber in Volatile.Read(ref _subscribers))
            subscriber.Receive(events);
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
}
