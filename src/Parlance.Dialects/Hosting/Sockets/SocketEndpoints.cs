using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core;
using Parlance.Sockets;

namespace Parlance.Dialects.Hosting.Sockets;

/// <summary>The WebSocket paths as the HTTP server sees them: refusals always, and handshakes that came over TLS, in pieces or on a used connection.</summary>
public static class SocketEndpoints
{
    private static readonly Refusal NotAnUpgrade =
        new(RefusalCode.Malformed, "This path speaks WebSocket only.", "Connect with `ws://` or `wss://`; a proxy in between must pass `Upgrade` and `Connection` on.");

    private static readonly Refusal NoSuchPath =
        new(RefusalCode.UnknownCommand, "There is nothing at this path.", "Check the path and the base address the client was given.");

    public static void MapSockets(this IEndpointRouteBuilder endpoints)
    {
        foreach (var dialect in endpoints.ServiceProvider.GetServices<IDialect>())
        {
            foreach (var route in dialect.Sockets)
                endpoints.MapGet(route.Path, context => RunAsync(context, dialect, route)).ExcludeFromDescription();
        }
    }

    private static async Task RunAsync(HttpContext context, IDialect dialect, SocketRoute route)
    {
        var request = context.Request;
        string? Header(string name) => request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

        if (!Handshake.IsWebSocket(Header) || context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
        {
            await context.RefuseAsync(NotAnUpgrade, dialect: dialect.Name);
            return;
        }

        var origin = Header("origin");
        if (!context.RequestServices.GetRequiredService<OriginPolicy>().Allows(origin, request.Host.Value))
        {
            await context.RefuseAsync(OriginPolicy.Refuse(origin!), dialect: dialect.Name);
            return;
        }

        var segments = RoutePatternFactory.Parse(route.Path).Parameters.Select(p => (string)context.Request.RouteValues[p.Name]!).ToArray();
        if (segments.Length > 0 && route.Reserved.Contains(segments[0]))
        {
            await context.RefuseAsync(NoSuchPath, dialect: dialect.Name);
            return;
        }

        var arrival = new SocketArrival(segments, request.QueryString.Value is { Length: > 0 } query ? query[1..] : "", context.Client());
        context.Response.Headers.SecWebSocketAccept = Handshake.AcceptKey(Header("sec-websocket-key")!);
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.Connection = "Upgrade";
        await using var stream = await upgrade.UpgradeAsync();
        var accepted = new AcceptedUpgrade(connection => route.Open(connection, arrival), route.Codec, context.Connection.RemoteIpAddress?.ToString() ?? "");
        await context.RequestServices.GetRequiredService<SocketServer>().RunAsync(stream, accepted);
    }
}
