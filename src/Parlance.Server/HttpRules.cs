using System.Net;
using Parlance.Dialects.Hosting;
using Parlance.Server.Settings;

namespace Parlance.Server;

/// <summary>Turns checked settings into the rules that requests and handshakes are judged by.</summary>
internal static class HttpRules
{
    public static OriginPolicy Origins(ServerSettings settings)
    {
        var texts = settings.Get<OriginOptions>().Allowed.ToList();
        if (settings.Get<HttpOptions>().PublicUrl is { Length: > 0 } ownPages)
            texts.Add(ownPages); // a proxy that rewrites the Host header must not lock out the server's own pages

        return new OriginPolicy([.. texts.Select(Parse)], allowLoopback: !settings.IsProduction);
    }

    public static HostRules Hosts(ServerSettings settings)
    {
        var http = settings.Get<HttpOptions>();
        // Without any rule every name is answered; one more must not shut the others out.
        return new(http.AllowedHosts.Count == 0 || http.VercelUrl.Length == 0 ? http.AllowedHosts : [.. http.AllowedHosts, HostOf(http.VercelUrl), ".vercel.app"]);
    }

    public static TrustedProxies Proxies(ServerSettings settings) => new([.. settings.Get<HttpOptions>().TrustedProxies.Select(Network)]);

    private static OriginPattern Parse(string text) =>
        OriginPattern.TryParse(text, out var pattern, out var complaint) ? pattern : throw new InvalidOperationException($"{text} {complaint}");

    /// <summary>Vercel gives the name alone; people copy it with its scheme.</summary>
    private static string HostOf(string text) => text[(text.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0)..].TrimEnd('/');

    private static IPNetwork Network(string text) =>
        ProxyNetwork.TryParse(text, out var network) ? network : throw new InvalidOperationException($"{text} is no network");
}
