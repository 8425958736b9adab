using Parlance.Core.Accounts;
using Parlance.Core.Limits;
using Parlance.Sockets;

namespace Parlance.Dialects.Hosting.Sockets;

/// <summary>Takes the handshakes that are in order straight to the socket loops; whatever is to be refused goes the way of every HTTP request, where
/// refusals are worded, counted and logged.</summary>
public sealed class SocketGate(SocketRoutes routes, OriginPolicy origins, HostRules hosts, TrustedProxies proxies) : IUpgradeGate
{
    public AcceptedUpgrade? TryAccept(UpgradeRequest request)
    {
        if (!IsPlain(request.Path) || routes.Find(request.Path) is not { Route: var route, Segments: var segments })
            return null;

        var host = request.Header("host") ?? "";
        var source = proxies.Resolve(
            request.RemoteAddress, "http", host, request.Header("x-forwarded-for"), request.Header("x-forwarded-proto"), request.Header("x-forwarded-host"));
        if (!hosts.Allows(source.Host) || !origins.Allows(request.Header("origin"), source.Host))
            return null;

        var address = source.Address ?? request.RemoteAddress;
        var arrival = new SocketArrival(segments, request.Query, new ClientOrigin(AddressKey.Of(address), BrowserCookie.Read(request.Header("cookie"))));
        return new AcceptedUpgrade(connection => route.Open(connection, arrival), route.Codec, address.ToString());
    }

    /// <summary>Percent signs and dot segments are the HTTP server's to decode.</summary>
    private static bool IsPlain(string path) => !path.Contains('%', StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal);
}
