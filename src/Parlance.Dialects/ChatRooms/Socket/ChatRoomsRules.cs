using Parlance.Sockets;

namespace Parlance.Dialects.ChatRooms.Socket;

internal static class ChatRoomsRules
{
    /// <summary>Code files are pasted into rooms, so frames may be large; a dead socket is gone before its client gives up coming back (about 40 s).</summary>
    public static readonly SocketRules Sockets = new()
    {
        MaxFrameBytes = 256 * 1024,
        MaxPingPeriod = TimeSpan.FromSeconds(20),
        TooSlow = CloseReason.Overflow,
        Restarting = CloseReason.GoingAway,
    };
}
