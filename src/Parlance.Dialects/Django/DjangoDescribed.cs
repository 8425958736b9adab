using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Parlance.Dialects.Django.Wire;

namespace Parlance.Dialects.Django;

/// <summary>As <see cref="Hosting.Described"/>, for endpoints that read a <see cref="DjangoBody"/> and refuse with <see cref="DjangoErrors"/>.</summary>
internal static class DjangoDescribed
{
    private static readonly string[] BodyTypes = ["application/json", "multipart/form-data", "application/x-www-form-urlencoded"];

    /// <summary>The fields of a body, as JSON or as a form; any other type is answered with 415.</summary>
    /// <typeparam name="T">Only described: what is read is up to the endpoint.</typeparam>
    public static RouteHandlerBuilder TakesFields<T>(this RouteHandlerBuilder endpoint, bool optional = false) where T : notnull =>
        endpoint.WithMetadata(new AcceptsMetadata(BodyTypes, typeof(T), optional));

    public static RouteHandlerBuilder Denies(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<DjangoProblem>(status);
        return endpoint;
    }

    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string tag, string summary) => endpoint.WithTags(tag).WithSummary(summary);
}
