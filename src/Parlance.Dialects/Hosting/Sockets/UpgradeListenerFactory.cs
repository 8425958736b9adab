using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Parlance.Sockets;

namespace Parlance.Dialects.Hosting.Sockets;

/// <summary>Listens for Kestrel: WebSocket handshakes that are in order go to the socket loops, every other connection to Kestrel as if it had accepted it.</summary>
public sealed class UpgradeListenerFactory(SocketServer server, IUpgradeGate gate, ILoggerFactory loggers) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    // A burst of reconnects meets a short backlog as lost handshakes that come again a second later: 512 ran at a quarter of the rate of 4096.
    private const int Backlog = 4096;

    public bool CanBind(EndPoint endpoint) => SocketServer.CanListen && endpoint is IPEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var ip = (IPEndPoint)endpoint;
        var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        try
        {
            if (ip.Address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.Bind(ip);
            socket.Listen(Backlog);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket.Dispose();
            throw new AddressInUseException(e.Message, e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var contexts = new SocketConnectionContextFactory(new SocketConnectionFactoryOptions(), loggers.CreateLogger("Parlance.Http"));
        return new(new UpgradeListener(socket, server, gate, contexts));
    }
}
