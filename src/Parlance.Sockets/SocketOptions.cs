namespace Parlance.Sockets;

public sealed class SocketOptions
{
    public const string Section = "Sockets";

    /// <summary>Event loops, each a thread with its own share of the connections. Default 0: half the processors, at least one.</summary>
    public int Loops { get; init; }

    /// <summary>Largest text message a client may send, in bytes, fragments together. Default 64 KiB.</summary>
    public int MaxFrameBytes { get; init; } = 64 * 1024;

    /// <summary>Bytes that may wait for a reader who is slow. At half, ephemeral frames are left out; full, the connection is closed. Default 1 MiB.</summary>
    public int MaxOutgoingBytes { get; init; } = 1024 * 1024;

    /// <summary>A connection that was silent this long is pinged; silent for twice as long it is closed. Default 25 s, below the idle cut of common proxies.</summary>
    public TimeSpan PingPeriod { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>How long a client may take to introduce itself after the upgrade. Default 10 s.</summary>
    public TimeSpan HelloTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an accepted TCP connection may stay without sending a byte of its request. Default 30 s.</summary>
    public TimeSpan FirstByteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the peer has to answer a close frame before the connection is cut. Default 3 s.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Connections from one address, loopback excepted; 0: no limit. Default 1,000.</summary>
    public int MaxConnectionsPerAddress { get; init; } = 1_000;

    /// <summary>Over how long closes are spread when the server stops. Default 3 s.</summary>
    public TimeSpan DrainSpread { get; init; } = TimeSpan.FromSeconds(3);
}
