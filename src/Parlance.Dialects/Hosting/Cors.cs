using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Parlance.Sockets;

namespace Parlance.Dialects.Hosting;

/// <summary>Lets the pages of allowed origins read our answers (contracts R5), error answers included.</summary>
/// <remarks>The framework's own CORS answers preflights only for known endpoints and loses its headers on a 500; this one knows neither routes nor errors.</remarks>
public sealed class Cors(RequestDelegate next, OriginPolicy origins, RefusalLog refusals)
{
    private static readonly string[] UsualHeaders = ["accept", "authorization", "content-type", "origin", "x-csrftoken", "x-requested-with", "x-user-id"];

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var response = context.Response;
        if (StringValues.IsNullOrEmpty(request.Headers.Origin))
        {
            // A shared cache must not give this answer, which has no CORS headers, to a page that needs them.
            response.OnStarting(static state =>
            {
                AddVary((HttpResponse)state);
                return Task.CompletedTask;
            }, response);
            return next(context);
        }

        var origin = request.Headers.Origin.ToString();
        var allowed = origins.Allows(origin, request.Host.Value);
        var isPreflight = HttpMethods.IsOptions(request.Method) && request.Headers.ContainsKey("Access-Control-Request-Method");
        // A handshake is refused, and recorded, where it arrives.
        if (!allowed && !Handshake.IsWebSocket(name => request.Headers.TryGetValue(name, out var value) ? value.ToString() : null))
            refusals.Add("http", "server", isPreflight ? "preflight" : "cors", OriginPolicy.Refuse(origin), origin);

        if (isPreflight)
        {
            AddVary(response);
            if (allowed)
            {
                AllowOrigin(response, origin);
                response.Headers.AccessControlAllowMethods = "GET, POST, PUT, PATCH, DELETE, OPTIONS";
                response.Headers.AccessControlAllowHeaders = string.Join(", ", UsualHeaders.Union(RequestedHeaders(request)));
                response.Headers.AccessControlMaxAge = "600";
                response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            }

            return Refusals.ToBody(OriginPolicy.Refuse(origin)).WriteAsync(context);
        }

        // Set as late as possible, since whoever answers an exception clears the response first.
        response.OnStarting(state =>
        {
            var answered = (HttpResponse)state;
            AddVary(answered);
            if (allowed)
                AllowOrigin(answered, origin);
            return Task.CompletedTask;
        }, response);
        return next(context);
    }

    private static void AllowOrigin(HttpResponse response, string origin)
    {
        response.Headers.AccessControlAllowOrigin = origin;
        response.Headers.AccessControlAllowCredentials = "true";
        response.Headers.AccessControlExposeHeaders = "Retry-After";
    }

    private static void AddVary(HttpResponse response) => response.Headers.Append("Vary", "Origin");

    private static IEnumerable<string> RequestedHeaders(HttpRequest request) => request.Headers.AccessControlRequestHeaders.ToString()
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Take(50)
        .Where(name => name.Length <= 100 && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)))
        .Select(name => name.ToLowerInvariant());
}
