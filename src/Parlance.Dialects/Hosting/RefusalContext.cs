using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core;

namespace Parlance.Dialects.Hosting;

public static class RefusalContext
{
    /// <summary>Records the refusal and answers it. The response must not have started.</summary>
    /// <param name="dialect">Whose endpoint it was; `server` before any dialect saw the request.</param>
    /// <param name="surface">`http`, or `handshake` where a WebSocket was asked for.</param>
    public static Task RefuseAsync(this HttpContext context, Refusal refusal, string contentType = "application/json", string dialect = "server", string surface = "http")
    {
        context.Record(refusal, dialect, surface);
        return Refusals.ToBody(refusal).WriteAsync(context, contentType);
    }

    /// <summary>For a refusal that a dialect answers in a shape of its own.</summary>
    internal static void Record(this HttpContext context, Refusal refusal, string dialect, string surface = "http") =>
        context.RequestServices.GetRequiredService<RefusalLog>().Add(surface, dialect, context.RouteTemplate(), refusal, context.Request.Headers.Origin);

    /// <summary>The route that matched, as it was declared: paths hold ids of people.</summary>
    internal static string RouteTemplate(this HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";
}
