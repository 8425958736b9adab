using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Parlance.Dialects.Native.Endpoints;

/// <summary>What the OpenAPI document says of an endpoint beyond its route.</summary>
internal static class Described
{
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint, bool optional = false) where T : notnull =>
        endpoint.WithMetadata(new AcceptsMetadata(["application/json"], typeof(T), optional));

    /// <summary>Statuses answered with problem details.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            endpoint.ProducesProblem(status);
        return endpoint;
    }
}
