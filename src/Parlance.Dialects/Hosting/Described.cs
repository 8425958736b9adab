using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Parlance.Dialects.Hosting;

/// <summary>What the OpenAPI document says of an endpoint beyond its route.</summary>
public static class Described
{
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint, bool optional = false) where T : notnull =>
        endpoint.WithMetadata(new AcceptsMetadata(["application/json"], typeof(T), optional));

    /// <summary>Whole numbers in the query, all optional.</summary>
    public static RouteHandlerBuilder Asks(this RouteHandlerBuilder endpoint, params string[] numbers) => endpoint.WithMetadata(new QueryNumbers(numbers));

    /// <summary>In the document the path has a slash at its end, because without it stands what another dialect answers there.</summary>
    public static RouteHandlerBuilder WithSlash(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new ShownWithSlash());

    /// <summary>Statuses answered with the JSON body of every failed request.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses) => endpoint.Refuses("application/json", statuses);

    /// <param name="contentType">Where a dialect gives the same body another name.</param>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, string contentType, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<Problem>(status, contentType);
        return endpoint;
    }
}
