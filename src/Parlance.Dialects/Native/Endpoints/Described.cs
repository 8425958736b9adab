using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Endpoints;

/// <summary>What the OpenAPI document says of an endpoint beyond its route.</summary>
internal static class Described
{
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint, bool optional = false) where T : notnull =>
        endpoint.WithMetadata(new AcceptsMetadata(["application/json"], typeof(T), optional));

    /// <summary>Whole numbers in the query, all optional.</summary>
    public static RouteHandlerBuilder Asks(this RouteHandlerBuilder endpoint, params string[] numbers) => endpoint.WithMetadata(new QueryNumbers(numbers));

    /// <summary>Statuses answered with problem details.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<WireProblem>(status, "application/problem+json");
        return endpoint;
    }
}
