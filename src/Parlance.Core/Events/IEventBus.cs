namespace Parlance.Core.Events;

/// <summary>
/// Carries events to every node, the publishing one included.
/// </summary>
/// <remarks>
/// Ordering: events published by one caller in one conversation arrive in that order. Delivery is at most once; a durable event that is lost shows
/// as a gap in positions and is read from storage by whoever notices, so correctness never rests on the bus.
/// Subscribers are called one after the other on the bus's own thread or the publisher's; they hand work on and return, and never wait. One that
/// throws has a bug, which is logged; the others hear the events all the same, and the publisher notices nothing.
/// </remarks>
public interface IEventBus
{
    /// <summary>Never blocks and never throws for want of a network.</summary>
    /// <param name="events">In the order they happened. The bus does not keep the list.</param>
    void Publish(IReadOnlyList<ChatEvent> events);

    /// <summary>Dispose the result to stop.</summary>
    IDisposable Subscribe(IEventSubscriber subscriber);
}

public interface IEventSubscriber
{
    void Receive(IReadOnlyList<ChatEvent> events);
}
