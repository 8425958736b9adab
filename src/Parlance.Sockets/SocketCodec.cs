using Parlance.Core.Events;
using Parlance.Sockets.Frames;

namespace Parlance.Sockets;

/// <summary>How one dialect writes events. One instance serves all its connections on all loops, so it holds no state of a connection.</summary>
public abstract class SocketCodec
{
    private static int s_count;

    /// <param name="reportsDeliveries">Sessions of this codec are told what was queued for them: <see cref="SocketSession.OnDelivered"/>.</param>
    /// <param name="asksSessions">Sessions of this codec are asked about each event of a conversation: <see cref="SocketSession.Wants"/>.</param>
    protected SocketCodec(bool reportsDeliveries = false, bool asksSessions = false)
    {
        Slot = Interlocked.Increment(ref s_count) - 1;
        ReportsDeliveries = reportsDeliveries;
        AsksSessions = asksSessions;
    }

    /// <summary>Codecs made so far in this process.</summary>
    public static int Count => Volatile.Read(ref s_count);

    /// <summary>This codec's place in an event's table of finished frames.</summary>
    public int Slot { get; }

    internal bool ReportsDeliveries { get; }

    internal bool AsksSessions { get; }

    /// <summary>What holds for this dialect's connections.</summary>
    public virtual SocketRules Rules { get; } = new();

    /// <summary>The event as this dialect says it; null when it has no word for it. May be called from several loops at once.</summary>
    public abstract Frame? Encode(ChatEvent e);

    /// <summary>The event for the connections of <see cref="ConversationEvent.Except"/>, in a dialect whose clients hear of their own typing; null otherwise.</summary>
    public virtual Frame? EncodeOwn(ConversationEvent e) => null;
}
