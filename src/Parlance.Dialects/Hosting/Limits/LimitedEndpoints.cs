using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core;

namespace Parlance.Dialects.Hosting.Limits;

public static class LimitedEndpoints
{
    /// <summary>Puts <see cref="RequestLimits"/> on endpoints, before whatever is added to them after this: GET and HEAD count as reads, the rest as writes.</summary>
    /// <param name="dialect">Each has limits of its own.</param>
    /// <param name="refuse">Turns the refusal into the dialect's own answer: 429 with `Retry-After`.</param>
    public static TBuilder Limited<TBuilder>(this TBuilder endpoints, string dialect, Func<Refusal, IResult> refuse)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilter((context, next) =>
        {
            var http = context.HttpContext;
            var limits = http.RequestServices.GetRequiredService<RequestLimits>();
            return limits.Take(dialect, ClassOf(http), http.Connection.RemoteIpAddress) is { } refusal ? new(refuse(refusal)) : next(context);
        });

    /// <summary>Counts an endpoint as what it is where its method says something else: a POST that changes nothing.</summary>
    public static TBuilder LimitedAs<TBuilder>(this TBuilder endpoints, RouteClass route)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new Counts(route));

    private static RouteClass ClassOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<Counts>()?.Route
        ?? (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) ? RouteClass.Read : RouteClass.Write);

    private sealed record Counts(RouteClass Route);
}
