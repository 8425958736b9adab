using System.Net;

namespace Parlance.Dialects.Hosting;

/// <summary>Which web origins may call this server, over HTTP and WebSocket alike (contracts R5 and R6).</summary>
/// <param name="patterns">The operator's list.</param>
/// <param name="allowLoopback">Any port of the machine's own browser, too: on outside production.</param>
public sealed class OriginPolicy(IReadOnlyList<OriginPattern> patterns, bool allowLoopback)
{
    public IReadOnlyList<OriginPattern> Patterns => patterns;

    public bool AllowsLoopback => allowLoopback;

    /// <param name="origin">The Origin header. Null or empty: no browser page is behind the request, which is allowed.</param>
    /// <param name="requestHost">Host and port the request was sent to, as the client wrote them; a page of this very server is allowed whatever its scheme.</param>
    public bool Allows(string? origin, string? requestHost)
    {
        if (string.IsNullOrEmpty(origin))
            return true;
        if (!OriginPattern.TrySplit(origin, out var scheme, out var host, out var port) || host.Contains('*', StringComparison.Ordinal))
            return false;
        if (requestHost is not null && OriginPattern.TrySplitHost(requestHost, scheme, out var ownHost, out var ownPort) && host == ownHost && port == ownPort)
            return true;
        if (allowLoopback && (scheme is "http" or "https") && IsLoopback(host))
            return true;

        foreach (var pattern in patterns)
        {
            if (pattern.Matches(scheme, host, port))
                return true;
        }

        return false;
    }

    /// <summary>The refusal for an origin that is not allowed; names the setting that would allow it.</summary>
    public static Core.Refusal Refuse(string origin) => new(
        Core.RefusalCode.OriginRefused,
        $"Pages from {Printable.Clip(origin)} may not use this server.",
        $"If the page is yours, add {Printable.Clip(origin)} to CORS_ORIGINS and restart.");

    private static bool IsLoopback(string host) =>
        host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
