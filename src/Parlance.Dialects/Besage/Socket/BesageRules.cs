using Parlance.Sockets;

namespace Parlance.Dialects.Besage.Socket;

internal static class BesageRules
{
    public static readonly SocketRules Sockets = new()
    {
        MaxFrameBytes = 256 * 1024,
        MaxPingPeriod = TimeSpan.FromSeconds(20),
        TooSlow = CloseReason.Overflow,
        Restarting = CloseReason.GoingAway,
        Banned = BesageClosing.Banned,
        RefusesBannedHandshakes = true,
    };
}
