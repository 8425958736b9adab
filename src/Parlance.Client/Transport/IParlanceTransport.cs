namespace Parlance.Client.Transport;

/// <summary>One connection that carries whole text frames. One reader and one writer at a time.</summary>
public interface IParlanceTransport : IAsyncDisposable
{
    /// <summary>Sends one text frame.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken);

    /// <summary>Fills the buffer with the next frame, whatever it held before.</summary>
    /// <returns>Null for a frame; else how the server closed.</returns>
    /// <exception cref="IOException">The connection broke without a word.</exception>
    ValueTask<TransportClosed?> ReceiveAsync(FrameBuffer frame, CancellationToken cancellationToken);

    /// <summary>Says goodbye without waiting for the answer. The connection may be gone already.</summary>
    ValueTask CloseAsync(CancellationToken cancellationToken);
}

/// <param name="Code">The close code, or null when there was none.</param>
public sealed record TransportClosed(int? Code, string Reason);

public interface IParlanceTransportFactory
{
    /// <param name="address">`ws://` or `wss://` with the path of the socket.</param>
    /// <exception cref="IOException">No connection.</exception>
    ValueTask<IParlanceTransport> ConnectAsync(Uri address, CancellationToken cancellationToken);
}
