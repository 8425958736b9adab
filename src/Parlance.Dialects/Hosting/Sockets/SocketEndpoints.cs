using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core;
using Parlance.Core.Moderation;
using Parlance.Dialects.Hosting.Moderation;
using Parlance.Sockets;

namespace Parlance.Dialects.Hosting.Sockets;

/// <summary>The WebSocket paths as the HTTP server sees them: refusals always, and handshakes that came over TLS, in pieces or on a used connection.</summary>
public static class SocketEndpoints
{
    private const string Surface = "handshake";

    private static readonly Refusal NotAnUpgrade =
        new(RefusalCode.Malformed, "This path speaks WebSocket only.", "Connect with `ws://` or `wss://`; a proxy in between must pass `Upgrade` and `Connection` on.");

    private static readonly Refusal NoSuchPath =
        new(RefusalCode.UnknownCommand, "There is nothing at this path.", "Check the path and the base address the client was given.");

    public static void MapSockets(this IEndpointRouteBuilder endpoints)
    {
        foreach (var pattern in endpoints.ServiceProvider.GetRequiredService<SocketRoutes>().Patterns)
            endpoints.MapGet(pattern, RunAsync).ExcludeFromDescription().WithMetadata(new OpenToBanned());
    }

    private static async Task RunAsync(HttpContext context)
    {
        var request = context.Request;
        string? Header(string name) => request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

        var query = request.QueryString.Value is { Length: > 0 } text ? text[1..] : "";

        // Asked by the same table as the fast path, so that both take the same paths and read the same from them.
        if (context.RequestServices.GetRequiredService<SocketRoutes>().Find(request.Path.Value!, query) is not { Dialect: var dialect, Route: var route, Segments: var segments })
        {
            await context.RefuseAsync(NoSuchPath, surface: Surface);
            return;
        }

        if (!Handshake.IsWebSocket(Header) || context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
        {
            await context.RefuseAsync(NotAnUpgrade, dialect: dialect.Name, surface: Surface);
            return;
        }

        var origin = Header("origin");
        if (!context.RequestServices.GetRequiredService<OriginPolicy>().Allows(origin, request.Host.Value))
        {
            await context.RefuseAsync(OriginPolicy.Refuse(origin!), dialect: dialect.Name, surface: Surface);
            return;
        }

        var isBanned = context.RequestServices.GetRequiredService<BanService>().FindAddress(context.Connection.RemoteIpAddress) is not null;
        if (isBanned && !route.Codec.Rules.RefusesBannedHandshakes)
            context.Record(BanRules.Banned, dialect.Name, Surface);
        var admission = !isBanned ? await route.Admit(new SocketArrival(segments, query, context.Client()) { Authorization = Header("authorization") })
            : route.Codec.Rules.RefusesBannedHandshakes ? BanRules.Banned
            : Core.Outcome.Of<OpenSession>(connection => new BannedSession(connection));
        if (!admission.TryGet(out var open, out var refusal))
        {
            context.Record(refusal, dialect.Name, Surface);
            var status = refusal.Code == RefusalCode.Unavailable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status403Forbidden;
            await (Refusals.ToBody(refusal) with { Status = status }).WriteAsync(context);
            return;
        }

        context.Response.Headers.SecWebSocketAccept = Handshake.AcceptKey(Header("sec-websocket-key")!);
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.Connection = "Upgrade";
        await using var stream = await upgrade.UpgradeAsync();
        var accepted = new AcceptedUpgrade(connection => open(connection), route.Codec, context.Connection.RemoteIpAddress?.ToString() ?? "");
        await context.RequestServices.GetRequiredService<SocketServer>().RunAsync(stream, accepted);
    }
}
