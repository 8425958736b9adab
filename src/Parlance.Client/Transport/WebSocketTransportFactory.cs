using System.Net.WebSockets;

namespace Parlance.Client.Transport;

/// <summary>Reaches the server over <see cref="ClientWebSocket"/>.</summary>
public sealed class WebSocketTransportFactory : IParlanceTransportFactory
{
    /// <summary>Called for each socket before it connects: proxies, certificates, headers.</summary>
    public Action<ClientWebSocketOptions>? Configure { get; init; }

    public async ValueTask<IParlanceTransport> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            // The client asks for signs of life itself, so that it hears the answer too.
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            Configure?.Invoke(socket.Options);
            await socket.ConnectAsync(address, cancellationToken);
            return new WebSocketTransport(socket);
        }
        catch (WebSocketException e)
        {
            socket.Dispose();
            throw new IOException(e.Message, e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
