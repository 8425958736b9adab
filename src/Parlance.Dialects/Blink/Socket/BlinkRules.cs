using Parlance.Core.Events;
using Parlance.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.Blink.Socket;

/// <summary>This dialect's sockets follow only what is about themselves, and their sessions write that.</summary>
internal sealed class BlinkCodec : SocketCodec
{
    public override SocketRules Rules { get; } = new()
    {
        MaxFrameBytes = 64 * 1024,
        MaxPingPeriod = TimeSpan.FromSeconds(20),
        TooSlow = BlinkClosing.TooSlow,
        Restarting = CloseReason.GoingAway,
        Banned = BlinkClosing.Banned,
    };

    public override Frame? Encode(ChatEvent e) => null;
}

/// <summary>Why this dialect ends a connection.</summary>
internal static class BlinkClosing
{
    public static readonly CloseReason Banned = new(4003, "banned", MayReconnect: false);
    public static readonly CloseReason Ended = new(4001, "session_ended; sign in again", MayReconnect: false);
    public static readonly CloseReason Unavailable = new(1011, "unavailable; come back after a pause", MayReconnect: true);
    public static readonly CloseReason TooSlow = new(1013, "too_slow; come back", MayReconnect: true);
}
