namespace Parlance.Server.Settings;

public sealed class OriginOptions
{
    public const string Section = "Origins";

    /// <summary>Web origins that may use this server over HTTP and WebSocket, `*` standing for part of a host label. Default: none; outside production any port of localhost besides.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];
}
