namespace Parlance.Sockets;

/// <summary>The seam below a connection: bytes in, bytes out, closed. Nothing above knows whether a system call or a stream moves them.</summary>
/// <remarks>
/// All members are called on the connection's loop thread, and the transport calls back on that thread only:
/// <see cref="Connection.OnBytes"/> with what arrived (the memory is the transport's and free again when the call returns),
/// <see cref="Connection.OnWritable"/> after a send that was cut short, and <see cref="Connection.OnClosed"/> once, last.
/// </remarks>
public abstract class Transport
{
    /// <summary>Hands bytes to the system without waiting.</summary>
    /// <returns>How many were taken, 0 to all. Fewer than all: <see cref="Connection.OnWritable"/> comes when more can go.
    /// Negative: the connection is broken; <see cref="Connection.OnClosed"/> follows by itself.</returns>
    public abstract int Send(ReadOnlySpan<byte> bytes);

    /// <summary>While paused nothing arrives, and the peer is held back by TCP.</summary>
    public abstract void PauseReading();

    public abstract void ResumeReading();

    /// <summary>Closes now; bytes not yet taken by the system are lost. <see cref="Connection.OnClosed"/> follows, perhaps before this returns.</summary>
    public abstract void Close();
}
