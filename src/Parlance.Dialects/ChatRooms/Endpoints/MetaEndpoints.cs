using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Dialects.ChatRooms.Wire;

namespace Parlance.Dialects.ChatRooms.Endpoints;

/// <summary>`GET /`. Its relatives `/health` and `/openapi.json` belong to every family and are mapped elsewhere.</summary>
internal static class MetaEndpoints
{
    private static readonly string Version =
        typeof(MetaEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static void MapMeta(this IEndpointRouteBuilder api) =>
        api.MapGet("/", (TimeProvider time) => Body.Ok(Welcome(time), Body.Json.WelcomeAnswer)).Describe("Rooms: meta", "Says that the server is there.").Produces<WelcomeAnswer>();

    private static WelcomeAnswer Welcome(TimeProvider time) =>
        new("ok", WireTime.Of(time.GetUtcNow()), "Parlance is running", Version, "/docs", "/health");
}
