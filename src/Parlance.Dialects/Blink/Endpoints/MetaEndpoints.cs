using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Dialects.Blink.Wire;
using Parlance.Dialects.Django;

namespace Parlance.Dialects.Blink.Endpoints;

/// <summary>`GET /api/`: the deployment's check that the server is there.</summary>
internal static class MetaEndpoints
{
    public static void MapMeta(this IEndpointRouteBuilder api) =>
        api.MapGet("", () => TypedResults.Json(new ReadyAnswer(true), BlinkJson.Default.ReadyAnswer)).Describe("Blink: meta", "Says that the server is there.").Produces<ReadyAnswer>();
}
