using Parlance.Core.Events;

namespace Parlance.Sockets;

/// <summary>Hands every event to the local connections that follow it.</summary>
/// <remarks>
/// <list type="number">
/// <item><see cref="Receive"/> is called by the bus and never waits: it posts the batch to each loop, and returns.</item>
/// <item>On each loop, <see cref="Deliver(EventBatch, int, SocketLoop)"/> walks the followers of the event's topic. The event is encoded at most once
/// per dialect, however many connections and loops there are, and all of them share the finished frame.</item>
/// <item>The frame goes to each connection's queue; when the loop's turn ends, all that the turn brought for a connection leaves in one send.</item>
/// </list>
/// A connection whose queue is full is closed and reads what it missed from storage when it returns. A connection that is still replaying what it
/// missed holds live events back until the replay is done; positions tell what came twice.
/// </remarks>
public sealed class FanOut(IReadOnlyList<SocketLoop> loops) : IEventSubscriber
{
    private const int MaxHeld = 10_000;

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        var batch = new EventBatch(this, [.. events]);
        foreach (var loop in loops)
            loop.Post(batch);
    }

    /// <summary>Delivers one event of a batch to the followers on one loop; on that loop's thread.</summary>
    /// <returns>Connections the event was queued for; those closed for being slow are not counted.</returns>
    internal static int Deliver(EventBatch batch, int index, SocketLoop loop)
    {
        var queued = batch.Events[index] switch
        {
            ConversationEvent e => DeliverConversationEvent(batch, index, e, loop),
            UserEvent e => DeliverUserEvent(batch, index, e, loop),
            SeekerEvent e => DeliverSeekerEvent(e, loop),
            _ => 0,
        };
        return queued;
    }

    private static int DeliverConversationEvent(EventBatch batch, int index, ConversationEvent e, SocketLoop loop)
    {
        // Whoever is told of their own joining follows from this event on; whoever is told of their leaving hears nothing after it.
        if (e is MemberChanged { Member.IsJoined: true } joined)
            TellOwner(joined.Member.User, joined, loop);

        var queued = 0;
        var except = e.Except; // once an event rather than once a follower
        foreach (var subscription in loop.Registry.Following(Topic.Of(e.Conversation)))
        {
            if (except is not null && subscription.Connection.User == except)
                DeliverOwn(e, subscription.Connection);
            else if (Deliver(batch, index, e, subscription))
                queued++;
        }

        if (e is MemberChanged { Member.IsJoined: false } left)
            TellOwner(left.Member.User, left, loop);
        if (e is ConversationChanged { Value.IsDeleted: true })
        {
            foreach (var subscription in loop.Registry.Following(Topic.Of(e.Conversation)).ToArray())
                subscription.Connection.Session.OnConversationDeleted(e.Conversation);
        }

        return queued;
    }

    private static bool Deliver(EventBatch batch, int index, ConversationEvent e, Subscription subscription)
    {
        var connection = subscription.Connection;
        if (connection.Held is { } held)
        {
            if (e.IsEphemeral)
                return false;
            // Whoever cannot even take the replay is too slow for what goes on meanwhile.
            if (held.Count >= MaxHeld)
                connection.Close(connection.Codec.Rules.TooSlow);
            else
                held.Add((e, subscription));
            return false;
        }

        if (!e.IsEphemeral && (!subscription.Passes(e.Position) || connection.WasAnswered(e.Position)))
            return false; // it has this from a replay, or as an answer

        if (connection.Codec.AsksSessions && !connection.Session.Wants(e))
            return false;
        return batch.FrameFor(index, connection.Codec) is { } frame && connection.SendEvent(e, frame);
    }

    /// <summary>What only passes (typing, coming and going) in the words for those who did it themselves. Encoded each time: somebody has few connections.</summary>
    private static void DeliverOwn(ConversationEvent e, Connection own)
    {
        if (own.Held is null && (!own.Codec.AsksSessions || own.Session.Wants(e)) && own.Codec.EncodeOwn(e) is { } frame)
            own.Send(frame);
    }

    private static int DeliverUserEvent(EventBatch batch, int index, UserEvent e, SocketLoop loop)
    {
        var queued = 0;
        foreach (var subscription in loop.Registry.Following(Topic.PresenceOf(e.User)))
        {
            if (batch.FrameFor(index, subscription.Connection.Codec) is { } frame && subscription.Connection.Send(frame))
                queued++;
            subscription.Connection.Session.OnWatched(e);
        }

        if (e is not PresenceChanged)
            TellOwner(e.User, e, loop);
        return queued;
    }

    /// <summary>The session writes it: hardly any two connections hear the same.</summary>
    private static int DeliverSeekerEvent(SeekerEvent e, SocketLoop loop)
    {
        var followers = loop.Registry.Following(Topic.Of(e.To));
        if (followers.Length == 0)
            return 0;
        followers[0].Connection.Session.OnOwnEvent(e);
        return 1;
    }

    private static void TellOwner(Core.UserId user, ChatEvent e, SocketLoop loop)
    {
        // A copy: what a session does about it may change who follows what.
        foreach (var subscription in loop.Registry.Following(Topic.Of(user)).ToArray())
            subscription.Connection.Session.OnOwnEvent(e);
    }
}
