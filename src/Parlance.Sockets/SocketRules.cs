namespace Parlance.Sockets;

/// <summary>What one dialect promises its clients about the connection itself, where that differs from <see cref="SocketOptions"/>.</summary>
public sealed record SocketRules
{
    /// <summary>Largest text message a client may send, in bytes; null: <see cref="SocketOptions.MaxFrameBytes"/>.</summary>
    public int? MaxFrameBytes { get; init; }

    /// <summary>Longest time between a sign of life and a ping; silent for twice as long is dead. Null, or longer than <see cref="SocketOptions.PingPeriod"/>: that.</summary>
    public TimeSpan? MaxPingPeriod { get; init; }

    /// <summary>How a reader who cannot keep up is closed.</summary>
    public CloseReason TooSlow { get; init; } = CloseReason.TooSlow;

    /// <summary>How connections of a banned address or device are closed.</summary>
    public CloseReason Banned { get; init; } = CloseReason.Banned;

    /// <summary>A handshake from a banned address is an HTTP 403; else it is accepted and closed with <see cref="Banned"/>.</summary>
    public bool RefusesBannedHandshakes { get; init; }

    /// <summary>How connections are closed when the server stops; the time is when to come back.</summary>
    public Func<TimeSpan, CloseReason> Restarting { get; init; } = CloseReason.Restarting;
}
