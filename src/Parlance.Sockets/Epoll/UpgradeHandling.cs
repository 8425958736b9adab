using System.Net.Sockets;

namespace Parlance.Sockets.Epoll;

/// <param name="Gate">Decides about handshakes.</param>
/// <param name="HandOver">Takes over a connection that wants something else; nothing has been read from it.</param>
internal sealed record UpgradeHandling(IUpgradeGate Gate, Action<Socket> HandOver);
