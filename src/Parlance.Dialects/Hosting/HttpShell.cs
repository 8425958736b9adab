using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Parlance.Dialects.Hosting;

/// <summary>What every request passes before it meets a dialect.</summary>
public static class HttpShell
{
    /// <summary>Needs <see cref="OriginPolicy"/>, <see cref="HostRules"/>, <see cref="TrustedProxies"/> and <see cref="RefusalLog"/> among the services.</summary>
    public static IApplicationBuilder UseHttpShell(this IApplicationBuilder app)
    {
        var proxies = app.ApplicationServices.GetRequiredService<TrustedProxies>();
        var hosts = app.ApplicationServices.GetRequiredService<HostRules>();
        app.Use((context, next) => Forward(context, next, proxies));
        app.UseMiddleware<Cors>();
        app.UseMiddleware<ErrorShell>();
        app.Use((context, next) => FilterHost(context, next, hosts));
        return app;
    }

    private static Task Forward(HttpContext context, RequestDelegate next, TrustedProxies proxies)
    {
        var request = context.Request;
        var source = proxies.Resolve(
            context.Connection.RemoteIpAddress,
            request.Scheme,
            request.Host.Value ?? "",
            request.Headers["X-Forwarded-For"],
            request.Headers["X-Forwarded-Proto"],
            request.Headers["X-Forwarded-Host"]);
        context.Connection.RemoteIpAddress = source.Address;
        request.Scheme = source.Scheme;
        request.Host = new HostString(source.Host);
        return next(context);
    }

    private static Task FilterHost(HttpContext context, RequestDelegate next, HostRules hosts)
    {
        // Probes address a node by its IP, and the health answers repeat nothing of the request.
        var request = context.Request;
        return hosts.Allows(request.Host.Value) || IsHealth(request.Path)
            ? next(context)
            : context.RefuseAsync(HostRules.Refuse(request.Host.Value ?? ""));
    }

    private static bool IsHealth(PathString path) => path.StartsWithSegments("/health", StringComparison.Ordinal) || path.StartsWithSegments("/api/health", StringComparison.Ordinal);
}
