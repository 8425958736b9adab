using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Moderation;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Dialects.Native.Operations;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Endpoints;

/// <summary>What moderators and admins do: docs/moderation.md. Everybody else is refused with 403, whatever they ask for.</summary>
internal static class ModerationEndpoints
{
    private static readonly NativeJson Json = NativeJson.Default;

    /// <param name="api">The group `/api/v1`.</param>
    public static void MapModeration(this IEndpointRouteBuilder api)
    {
        var staff = api.MapGroup("/moderation").WithTags("Moderation").RequireIdentity(Refusals.ToResult).RequireRole(UserRole.Moderator);
        staff.MapGet("/reports", ReportsAsync).WithSummary("Reports, newest first; `state` (`open`, `upheld`, `dismissed`), `before`, `limit` (1 to 200).")
            .Asks("before", "limit").Produces<ReportsReply>().Refuses(400, 401, 403);
        staff.MapGet("/reports/{id}", (HttpContext http, string id) => RunAsync(http, Json.ReportReply, (m, _, t) => m.ReportAsync(Operation.Id(id), t)))
            .WithSummary("A report with what there was to see.").Produces<ReportReply>().Refuses(401, 403, 404);
        staff.MapPost("/reports/{id}/decision", (HttpContext http, string id) => RunAsync(http, Json.DecisionBody, Json.ReportReply,
                (m, u, b, t) => m.DecideAsync(u, Operation.Id(id), b, http.Connection.RemoteIpAddress, t)))
            .WithSummary("Uphold or dismiss an open report, and ban its subject if need be.").Takes<DecisionBody>().Produces<ReportReply>().Refuses(400, 401, 403, 404, 409);

        staff.MapGet("/bans", (Delegate)BansAsync).WithSummary("Bans, also those that are over, newest first; `before`, `limit` (1 to 200).")
            .Asks("before", "limit").Produces<BansReply>().Refuses(400, 401, 403);
        staff.MapPost("/bans", (Delegate)((HttpContext http) => RunAsync(http, Json.BanBody, Json.BanReply, (m, u, b, t) => m.BanAsync(u, b, http.Connection.RemoteIpAddress, t), 201)))
            .WithSummary("Ban an account, a device or an address.").Takes<BanBody>().Produces<BanReply>(201).Refuses(400, 401, 403, 404);
        staff.MapDelete("/bans/{id}", (HttpContext http, string id, string? reason) => RunAsync(http, Json.BanReply, (m, u, t) => m.LiftAsync(u, Operation.Id(id), reason, t)))
            .WithSummary("Lift a ban.").Produces<BanReply>().Refuses(400, 401, 403, 404);

        staff.MapGet("/users/{id}", (HttpContext http, string id) => RunAsync(http, Json.ModeratedUserReply, (m, _, t) => m.UserAsync(Operation.Id(id), t)))
            .WithSummary("A person, with reports about them, their bans and what was done about them.").Produces<ModeratedUserReply>().Refuses(401, 403, 404);
        staff.MapDelete("/messages/{id}", (HttpContext http, string id, string? reason) =>
                RunAsync(http, Json.MessageReply, (m, u, t) => m.DeleteMessageAsync(u, Operation.Id(id), reason, t)))
            .WithSummary("Delete anybody's message.").Produces<MessageReply>().Refuses(400, 401, 403, 404);
        staff.MapDelete("/rooms/{id}", (HttpContext http, string id, string? reason) => RunAsync(http, Json.ConversationReply, (m, u, t) => m.CloseRoomAsync(u, Operation.Id(id), reason, t)))
            .WithSummary("Delete a room or group for everybody in it.").Produces<ConversationReply>().Refuses(400, 401, 403, 404);
        staff.MapGet("/audit", (Delegate)AuditAsync).WithSummary("What moderators did, newest first; `before`, `limit` (1 to 200).")
            .Asks("before", "limit").Produces<AuditReply>().Refuses(400, 401, 403);

        staff.MapGet("/filters", (Delegate)((HttpContext http) => RunAsync(http, Json.FiltersReply, (m, _, t) => m.FiltersAsync(t))))
            .WithSummary("The filters of words and links.").Produces<FiltersReply>().Refuses(401, 403);
        staff.MapPost("/filters", (Delegate)((HttpContext http) => RunAsync(http, Json.FilterBody, Json.FilterReply, (m, u, b, t) => m.AddFilterAsync(u, b, t), 201)))
            .WithSummary("Refuse, mask or flag a word or links to a host.").Takes<FilterBody>().Produces<FilterReply>(201).Refuses(400, 401, 403, 409);
        staff.MapDelete("/filters/{id}", (HttpContext http, string id) => RunAsync(http, Json.EmptyReply, (m, u, t) => m.RemoveFilterAsync(u, Operation.Id(id), t)))
            .WithSummary("Remove a filter.").Produces<EmptyReply>().Refuses(401, 403, 404);

        var admins = api.MapGroup("/moderation").WithTags("Moderation").RequireIdentity(Refusals.ToResult).RequireRole(UserRole.Admin);
        admins.MapPatch("/users/{id}", (HttpContext http, string id) => RunAsync(http, Json.StaffBody, Json.WireUser, (m, u, b, t) => m.SetRoleAsync(u, Operation.Id(id), b, t)))
            .WithSummary("Give somebody a role, as an admin.").Takes<StaffBody>().Produces<WireUser>().Refuses(400, 401, 403, 404);
        admins.MapGet("/matches", (Delegate)MatchesAsync).WithSummary("Who met whom, newest first, for admins; `user`, `before` (Unix milliseconds), `limit` (1 to 200).")
            .Asks("user", "before", "limit").Produces<MatchRecordsReply>().Refuses(400, 401, 403);
        admins.MapGet("/refusals", (Delegate)((HttpContext http) => RunAsync(http, Json.RefusalsReply, (m, _, _) => Task.FromResult<Outcome<RefusalsReply>>(m.Refusals()))))
            .WithSummary("The last thousand requests, handshakes and commands this node refused, for admins.").Produces<RefusalsReply>().Refuses(401, 403);
        admins.MapGet("/figures", (Delegate)((HttpContext http) => RunAsync(http, Json.FiguresReply, (m, _, _) => Task.FromResult<Outcome<FiguresReply>>(m.Figures()))))
            .WithSummary("What this node did in the last half hour, a sample every five seconds, for admins.").Produces<FiguresReply>().Refuses(401, 403);
    }

    private static RouteGroupBuilder RequireRole(this RouteGroupBuilder group, UserRole role) =>
        group.AddEndpointFilter((context, next) => context.HttpContext.Identity().User.Role >= role
            ? next(context)
            : new(Refusals.ToResult(role == UserRole.Admin ? ModerationService.NotAdmin : ModerationService.NotStaff)));

    private static async Task<IResult> RunAsync<TReply>(
        HttpContext http, JsonTypeInfo<TReply> type, Func<NativeModeration, User, CancellationToken, Task<Outcome<TReply>>> operation, int status = 200) =>
        (await operation(http.RequestServices.GetRequiredService<NativeModeration>(), http.Identity().User, http.RequestAborted)).TryGet(out var reply, out var refusal)
            ? TypedResults.Json(reply, type, statusCode: status)
            : Refusals.ToResult(refusal);

    private static async Task<IResult> RunAsync<TBody, TReply>(
        HttpContext http, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TReply> type, Func<NativeModeration, User, TBody, CancellationToken, Task<Outcome<TReply>>> operation, int status = 200)
        where TBody : class =>
        (await JsonBody.ReadAsync(http.Request, bodyType)).TryGet(out var body, out var refusal)
            ? await RunAsync(http, type, (moderation, caller, cancellationToken) => operation(moderation, caller, body, cancellationToken), status)
            : Refusals.ToResult(refusal);

    private static async Task<IResult> ReportsAsync(HttpContext http, string? state) =>
        Operation.Numbers(http, "before", "limit").TryGet(out var n, out var refusal)
            ? await RunAsync(http, Json.ReportsReply, (m, _, t) => m.ReportsAsync(state, n[0], Operation.Small(n[1]), t))
            : Refusals.ToResult(refusal);

    private static async Task<IResult> BansAsync(HttpContext http) =>
        Operation.Numbers(http, "before", "limit").TryGet(out var n, out var refusal)
            ? await RunAsync(http, Json.BansReply, (m, _, t) => m.BansAsync(n[0], Operation.Small(n[1]), t))
            : Refusals.ToResult(refusal);

    private static async Task<IResult> AuditAsync(HttpContext http) =>
        Operation.Numbers(http, "before", "limit").TryGet(out var n, out var refusal)
            ? await RunAsync(http, Json.AuditReply, (m, _, t) => m.AuditAsync(n[0], Operation.Small(n[1]), t))
            : Refusals.ToResult(refusal);

    private static async Task<IResult> MatchesAsync(HttpContext http) =>
        Operation.Numbers(http, "user", "before", "limit").TryGet(out var n, out var refusal)
            ? await RunAsync(http, Json.MatchRecordsReply, (m, _, t) => m.MatchesAsync(n[0], n[1], Operation.Small(n[2]), t))
            : Refusals.ToResult(refusal);
}
