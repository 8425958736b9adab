using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Endpoints;

/// <summary>What of calls needs no connection (docs/wire/native.md, Calls). Being in a call is a connection's business, so joining is only on the socket.</summary>
internal static class CallEndpoints
{
    private static readonly NativeJson Json = NativeJson.Default;

    /// <param name="api">The group `/api/v1`.</param>
    public static void MapCalls(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("").WithTags("Calls").RequireIdentity(Refusals.ToResult);
        group.MapGet("/calls/ice", (Delegate)IceAsync).WithSummary("STUN and TURN servers, with credentials that expire.").Produces<IceReply>().Refuses(401, 403);
        group.MapPost("/calls/reports", (Delegate)((HttpContext http) =>
                Operation.RunAsync(http, Json.CallReportCommand, Json.EmptyReply, (o, u, c, t) => o.ReportCallAsync(u, c, t))))
            .WithSummary("How one's own part in a call or match went; repeated reports add to it.").Takes<CallReportCommand>().Produces<EmptyReply>().Refuses(400, 401, 403, 404, 429);
        group.MapGet("/calls/records", (Delegate)RecordsAsync).WithSummary("Records of calls, newest first, for admins; `before`, `limit` (1 to 100).")
            .Asks("before", "limit").Produces<CallRecordsReply>().Refuses(400, 401, 403);
        group.MapGet("/conversations/{conversation}/calls", (HttpContext http, string conversation) =>
                Operation.RunAsync(http, Json.CallsReply, (o, u, t) => o.CallsAsync(u, new ConversationCommand(Operation.Ref(conversation)))))
            .WithSummary("Calls that go on in a conversation one is in.").Produces<CallsReply>().Refuses(401, 403, 404);
    }

    private static Task<IResult> IceAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Operation.RunAsync(http, Json.IceReply, (o, u, _) => o.IceAsync(u));
    }

    private static async Task<IResult> RecordsAsync(HttpContext http) =>
        Operation.Numbers(http, "before", "limit").TryGet(out var n, out var refusal)
            ? await Operation.RunAsync(http, Json.CallRecordsReply, (o, u, t) => o.CallRecordsAsync(u, new CallRecordsCommand { Before = n[0], Limit = Operation.Small(n[1]) }, t))
            : Refusals.ToResult(refusal);
}
