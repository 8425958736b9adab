using System.Net;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Limits;
using Parlance.Core.Moderation;
using Parlance.Sockets;

namespace Parlance.Dialects.Hosting.Sockets;

/// <summary>Takes the handshakes that are in order straight to the socket loops; whatever is to be refused goes the way of every HTTP request, where
/// refusals are worded, counted and logged.</summary>
public sealed class SocketGate(SocketRoutes routes, OriginPolicy origins, HostRules hosts, TrustedProxies proxies, BanService bans) : IUpgradeGate
{
    public ValueTask<AcceptedUpgrade?> TryAcceptAsync(UpgradeRequest request)
    {
        if (!IsPlain(request.Path) || routes.Find(request.Path, request.Query) is not { Route: var route, Segments: var segments })
            return default;

        var host = request.Header("host") ?? "";
        var source = proxies.Resolve(
            request.RemoteAddress, "http", host, request.Header("x-forwarded-for"), request.Header("x-forwarded-proto"), request.Header("x-forwarded-host"));
        if (!hosts.Allows(source.Host) || !origins.Allows(request.Header("origin"), source.Host))
            return default;

        var address = source.Address ?? request.RemoteAddress;
        if (bans.FindAddress(address) is not null)
            return default;
        var arrival = new SocketArrival(segments, request.Query, new ClientOrigin(AddressKey.Of(address), BrowserCookie.Read(request.Header("cookie"))))
        {
            Authorization = request.Header("authorization"),
        };
        var admission = route.Admit(arrival);
        return admission.IsCompletedSuccessfully
            ? new(Accept(admission.Result, route, address))
            : AwaitAsync(admission, route, address);
    }

    private static async ValueTask<AcceptedUpgrade?> AwaitAsync(ValueTask<Outcome<OpenSession>> admission, SocketRoute route, IPAddress address) =>
        Accept(await admission, route, address);

    private static AcceptedUpgrade? Accept(Outcome<OpenSession> admitted, SocketRoute route, IPAddress address) =>
        admitted.TryGet(out var open, out _) ? new AcceptedUpgrade(connection => open(connection), route.Codec, address.ToString()) : null;

    /// <summary>Percent signs and dot segments are the HTTP server's to decode.</summary>
    private static bool IsPlain(string path) => !path.Contains('%', StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal);
}
