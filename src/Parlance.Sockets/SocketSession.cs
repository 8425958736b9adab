using Parlance.Core.Events;

namespace Parlance.Sockets;

/// <summary>What one dialect does with one connection: who it is, what it may do, what its frames mean.</summary>
/// <remarks>All members run on the connection's loop thread and must not block; longer work goes elsewhere and comes back through <see cref="Connection.Post"/>.</remarks>
public abstract class SocketSession
{
    /// <summary>The connection is open and may be written to.</summary>
    public abstract void OnOpened();

    /// <summary>A whole text message, valid UTF-8 or not; the memory is only good during the call.</summary>
    /// <returns>A completed task when the frame is dealt with. Until it completes no further frame of this connection is read, which keeps commands in
    /// the order they were sent. The task must not fail.</returns>
    public abstract Task OnText(Span<byte> payload);

    /// <summary>A binary message has begun; it is not kept. Unless overridden, the connection is closed with 1003; where it stays open, the next messages are read as ever.</summary>
    public virtual void OnBinary(Connection connection) => connection.Close(CloseReason.BinaryRefused);

    /// <summary>A text message turned out larger than allowed; told as soon as that is known, and none of it is kept. Unless overridden, the connection is closed
    /// with 1009; where it stays open, the next messages are read as ever. One sixteen times too large is closed with 1009 in any case.</summary>
    public virtual void OnTooLarge(Connection connection) => connection.Close(CloseReason.FrameTooLarge);

    /// <summary>An event about the user this connection follows as <see cref="TopicKind.User"/> (sessions ended, own membership changed), or for the seeker it is.</summary>
    public abstract void OnOwnEvent(ChatEvent e);

    /// <summary>A conversation this connection follows was deleted.</summary>
    public virtual void OnConversationDeleted(Core.ConversationId conversation)
    {
    }

    /// <summary>Whether this connection is to have an event of a conversation it follows; only where the codec asked for it. Held-back events are asked about when
    /// they are let through.</summary>
    public virtual bool Wants(ConversationEvent e) => true;

    /// <summary>An event about somebody whose presence this connection follows, for dialects whose word for it depends on the connection.</summary>
    public virtual void OnWatched(UserEvent e)
    {
    }

    /// <summary>An event of a conversation was queued for this connection; only where the codec asked for it.</summary>
    public virtual void OnDelivered(ConversationEvent e)
    {
    }

    /// <summary>The peer answered a ping: it has whatever was sent before that ping.</summary>
    /// <param name="payload">As the ping had it.</param>
    public virtual void OnPong(ReadOnlySpan<byte> payload)
    {
    }

    /// <summary>Asked about once a second when <see cref="Connection.WakeAt"/> has passed.</summary>
    public abstract void OnTimer(long nowMs);

    /// <summary>The connection is about to end, by whomever: nothing more is sent or read. Called at most once; not when it is cut.</summary>
    public virtual void OnClosing()
    {
    }

    /// <summary>The connection is gone; called once, last.</summary>
    public abstract void OnClosed();
}
