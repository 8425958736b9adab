using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core.Moderation;
using Parlance.Dialects.Hosting.Sockets;

namespace Parlance.Dialects.Hosting.Moderation;

/// <summary>Keeps banned addresses from every endpoint of every dialect. Probes and metrics stay open, and sockets say it in their own way (<see cref="SocketEndpoints"/>).</summary>
public static class BannedAddresses
{
    /// <summary>Comes after routing, which knows what is asked for.</summary>
    public static IApplicationBuilder UseBannedAddresses(this IApplicationBuilder app)
    {
        var bans = app.ApplicationServices.GetRequiredService<BanService>();
        return app.Use((context, next) =>
            bans.FindAddress(context.Connection.RemoteIpAddress) is null || IsOpen(context)
                ? next(context)
                : context.RefuseAsync(BanRules.Banned, context.Request.Path.StartsWithSegments("/api/v1", StringComparison.Ordinal) ? "application/problem+json" : "application/json"));
    }

    private static bool IsOpen(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<OpenToBanned>() is not null;
}

/// <summary>On an endpoint: asked by machines, or refuses the banned itself.</summary>
internal sealed record OpenToBanned;
