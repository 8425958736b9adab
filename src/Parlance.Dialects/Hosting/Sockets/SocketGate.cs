using Parlance.Sockets;

namespace Parlance.Dialects.Hosting.Sockets;

/// <summary>Takes the handshakes that are in order straight to the socket loops; whatever is to be refused goes the way of every HTTP request, where
/// refusals are worded, counted and logged.</summary>
public sealed class SocketGate(IEnumerable<IDialect> dialects, OriginPolicy origins, HostRules hosts, TrustedProxies proxies) : IUpgradeGate
{
    private readonly Dictionary<string, SocketRoute> _routes = dialects.SelectMany(d => d.Sockets).ToDictionary(r => r.Path, StringComparer.Ordinal);

    public AcceptedUpgrade? TryAccept(UpgradeRequest request)
    {
        var path = request.Path.Length > 1 && request.Path[^1] == '/' ? request.Path[..^1] : request.Path;
        if (!_routes.TryGetValue(path, out var route))
            return null;

        var host = request.Header("host") ?? "";
        var source = proxies.Resolve(
            request.RemoteAddress, "http", host, request.Header("x-forwarded-for"), request.Header("x-forwarded-proto"), request.Header("x-forwarded-host"));
        if (!hosts.Allows(source.Host) || !origins.Allows(request.Header("origin"), source.Host))
            return null;
        return new AcceptedUpgrade(route.Open, route.Codec, (source.Address ?? request.RemoteAddress).ToString());
    }
}
