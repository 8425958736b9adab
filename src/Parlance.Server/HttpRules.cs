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

    public static HostRules Hosts(ServerSettings settings) => new(settings.Get<HttpOptions>().AllowedHosts);

    public static TrustedProxies Proxies(ServerSettings settings) => new([.. settings.Get<HttpOptions>().TrustedProxies.Select(Network)]);

    private static OriginPattern Parse(string text) =>
        OriginPattern.TryParse(text, out var pattern, out var complaint) ? pattern : throw new InvalidOperationException($"{text} {complaint}");

    private static IPNetwork Network(string text) =>
        ProxyNetwork.TryParse(text, out var network) ? network : throw new InvalidOperationException($"{text} is no network");
}
