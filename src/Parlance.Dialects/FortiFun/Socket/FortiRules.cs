using Parlance.Core;
using Parlance.Sockets;

namespace Parlance.Dialects.FortiFun.Socket;

internal static class FortiRules
{
    public static readonly SocketRules Sockets = new()
    {
        MaxFrameBytes = 64 * 1024,
        MaxPingPeriod = TimeSpan.FromSeconds(20),
        TooSlow = CloseReason.Overflow,
        Restarting = CloseReason.GoingAway,
        Banned = FortiClosing.NotAllowed,
    };
}

/// <summary>Why this dialect ends a connection. Its clients come back after anything but 4001.</summary>
internal static class FortiClosing
{
    public static readonly CloseReason NotAllowed = new(4001, "not_allowed; sign in again, or open a conversation you are in", MayReconnect: false);
    public static readonly CloseReason Ended = new(4001, "session_ended; sign in again", MayReconnect: false);
    public static readonly CloseReason ConversationLeft = new(4001, "conversation_left; it is closed for both", MayReconnect: false);
    public static readonly CloseReason Flood = new(1013, "flood; pause before coming back", MayReconnect: true);

    public static CloseReason Of(Refusal refusal) => refusal.Code is RefusalCode.RateLimited or RefusalCode.Unavailable ? CloseReason.TryLater : NotAllowed;
}
