using System.Net.WebSockets;

namespace Parlance.Client.Transport;

internal sealed class WebSocketTransport(ClientWebSocket socket) : IParlanceTransport
{
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        try
        {
            await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw new IOException(e.Message, e);
        }
    }

    public async ValueTask<TransportClosed?> ReceiveAsync(FrameBuffer frame, CancellationToken cancellationToken)
    {
        frame.Clear();
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(frame.Free(), cancellationToken);
                if (part.MessageType == WebSocketMessageType.Close)
                    return new TransportClosed((int?)socket.CloseStatus, socket.CloseStatusDescription ?? "");

                frame.Advance(part.Count);
                if (part.EndOfMessage)
                    return null;
            }
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw new IOException(e.Message, e);
        }
    }

    public async ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // A goodbye to a connection that is gone already; whoever disposes the transport next closes what is left.
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        return default;
    }
}
