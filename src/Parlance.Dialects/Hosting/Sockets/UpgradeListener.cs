using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Parlance.Sockets;

namespace Parlance.Dialects.Hosting.Sockets;

/// <summary>One listening address, shared between the socket loops and Kestrel.</summary>
internal sealed class UpgradeListener : IConnectionListener
{
    private readonly Channel<ConnectionContext> _forKestrel = Channel.CreateUnbounded<ConnectionContext>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SocketConnectionContextFactory _contexts;
    private readonly Func<Task> _stop;
    private int _stopped;

    public UpgradeListener(Socket socket, SocketServer server, IUpgradeGate gate, SocketConnectionContextFactory contexts)
    {
        EndPoint = socket.LocalEndPoint!;
        _contexts = contexts;
        _stop = server.Listen(socket, gate, HandOver);
    }

    public EndPoint EndPoint { get; }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _forKestrel.Reader.WaitToReadAsync(cancellationToken) && _forKestrel.Reader.TryRead(out var context) ? context : null;

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
            return;
        await _stop();
        _forKestrel.Writer.TryComplete();
    }

    public async ValueTask DisposeAsync()
    {
        await UnbindAsync();
        while (_forKestrel.Reader.TryRead(out var left))
            await left.DisposeAsync();
        _contexts.Dispose();
    }

    private void HandOver(Socket socket)
    {
        if (!_forKestrel.Writer.TryWrite(_contexts.Create(socket)))
            socket.Dispose();
    }
}
