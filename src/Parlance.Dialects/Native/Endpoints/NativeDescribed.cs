using Microsoft.AspNetCore.Builder;
using Parlance.Dialects.Hosting;

namespace Parlance.Dialects.Native.Endpoints;

internal static class NativeDescribed
{
    /// <summary>Statuses answered with problem details.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses) => endpoint.Refuses("application/problem+json", statuses);
}
