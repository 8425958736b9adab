using Parlance.Core.Events;
using Parlance.Sockets.Frames;

namespace Parlance.Sockets;

/// <summary>How one dialect writes events. One instance serves all its connections on all loops, so it holds no state of a connection.</summary>
public abstract class SocketCodec
{
    private static int s_count;

    protected SocketCodec() => Slot = Interlocked.Increment(ref s_count) - 1;

    /// <summary>Codecs made so far in this process.</summary>
    public static int Count => Volatile.Read(ref s_count);

    /// <summary>This codec's place in an event's table of finished frames.</summary>
    public int Slot { get; }

    /// <summary>What holds for this dialect's connections.</summary>
    public virtual SocketRules Rules { get; } = new();

    /// <summary>The event as this dialect says it; null when it has no word for it. May be called from several loops at once.</summary>
    public abstract Frame? Encode(ChatEvent e);
}
