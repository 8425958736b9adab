using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Endpoints;

/// <summary>Keeping people off: reports and blocks, the REST twins of the socket's commands.</summary>
internal static class PeopleEndpoints
{
    private static readonly NativeJson Json = NativeJson.Default;

    /// <param name="api">The group `/api/v1`.</param>
    public static void MapReportsAndBlocks(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("").WithTags("People").RequireIdentity(Refusals.ToResult);
        group.MapPost("/reports", (Delegate)((HttpContext http) => Operation.RunAsync(http, Json.ReportCommand, Json.ReportMadeReply,
                (o, u, c, t) => o.ReportAsync(u, c with { Address = http.Connection.RemoteIpAddress }, t), 201)))
            .WithSummary("Tell the moderators about a `user`, a `message` or the other one of a `match`.")
            .Takes<ReportCommand>().Produces<ReportMadeReply>(201).Refuses(400, 401, 403, 404, 429);
        group.MapGet("/blocks", (Delegate)((HttpContext http) => Operation.RunAsync(http, Json.BlocksReply, (o, u, t) => o.BlocksAsync(u, t))))
            .WithSummary("Whom one blocks.").Produces<BlocksReply>().Refuses(401, 403);
        group.MapPost("/blocks", (Delegate)((HttpContext http) => Operation.RunAsync(http, Json.BlockCommand, Json.EmptyReply, (o, u, c, t) => o.BlockAsync(u, c, t))))
            .WithSummary("Block somebody: neither reaches the other any more.").Takes<BlockCommand>().Produces<EmptyReply>().Refuses(400, 401, 403, 404);
        group.MapDelete("/blocks/{user}", (HttpContext http, string user) =>
                Operation.RunAsync(http, Json.EmptyReply, (o, u, t) => o.UnblockAsync(u, new BlockCommand(Operation.Id(user)), t)))
            .WithSummary("Take a block back.").Produces<EmptyReply>().Refuses(401, 403);
    }
}
