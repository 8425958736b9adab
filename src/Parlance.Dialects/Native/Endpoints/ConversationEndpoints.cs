using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Endpoints;

/// <summary>Rooms, groups, direct chats and their members: the REST twins of the socket's commands (docs/wire/native.md).</summary>
internal static class ConversationEndpoints
{
    private static readonly NativeJson Json = NativeJson.Default;

    /// <param name="api">The group `/api/v1`.</param>
    public static void MapConversations(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("").WithTags("Conversations").RequireIdentity(Refusals.ToResult);
        group.MapGet("/conversations", (Delegate)ListAsync).WithSummary("One's own conversations, most recently active first, with unread counts; `before`, `limit` (1 to 200).")
            .Asks("before", "limit").Produces<ConversationsReply>().Refuses(400, 401, 403);
        group.MapGet("/rooms", RoomsAsync).WithSummary("Listed rooms, newest first; `query`, `category`, `before`, `limit` (1 to 200).")
            .Asks("before", "limit").Produces<RoomsReply>().Refuses(400, 401, 403);
        group.MapPost("/rooms", (Delegate)((HttpContext http) => Operation.RunAsync(http, Json.CreateRoomCommand, Json.AccessReply, (o, u, c, t) => o.CreateRoomAsync(u, c, t), 201)))
            .WithSummary("Make a room and be its host.").Takes<CreateRoomCommand>().Produces<AccessReply>(201).Refuses(400, 401, 403, 409);
        group.MapPost("/groups", (Delegate)((HttpContext http) => Operation.RunAsync(http, Json.CreateGroupCommand, Json.AccessReply, (o, u, c, t) => o.CreateGroupAsync(u, c, t), 201)))
            .WithSummary("Make a group of these people.").Takes<CreateGroupCommand>().Produces<AccessReply>(201).Refuses(400, 401, 403, 404);
        group.MapPost("/direct", (Delegate)((HttpContext http) => Operation.RunAsync(http, Json.OpenDirectCommand, Json.AccessReply, (o, u, c, t) => o.OpenDirectAsync(u, c, t))))
            .WithSummary("Open the one conversation with somebody.").Takes<OpenDirectCommand>().Produces<AccessReply>().Refuses(400, 401, 403, 404);

        var one = group.MapGroup("/conversations/{conversation}");
        one.MapGet("", (HttpContext http, string conversation) =>
                Operation.RunAsync(http, Json.AccessReply, (o, u, t) => o.FindAsync(u, new ConversationCommand(Operation.Ref(conversation)), t)))
            .WithSummary("A conversation by number or key, and one's place in it.").Produces<AccessReply>().Refuses(401, 403, 404);
        one.MapPatch("", (HttpContext http, string conversation) => Operation.RunAsync(http, Json.UpdateConversationCommand, Json.ConversationReply,
                (o, u, c, t) => o.UpdateAsync(u, c with { Conversation = Operation.Ref(conversation) }, t)))
            .WithSummary("Change it, as its host.").Takes<UpdateConversationCommand>().Produces<ConversationReply>().Refuses(400, 401, 403, 404);
        one.MapDelete("", (HttpContext http, string conversation) =>
                Operation.RunAsync(http, Json.EmptyReply, (o, u, t) => o.DeleteConversationAsync(u, new ConversationCommand(Operation.Ref(conversation)), t)))
            .WithSummary("Delete it, as its host.").Produces<EmptyReply>().Refuses(401, 403, 404);
        one.MapPost("/join", (HttpContext http, string conversation) => Operation.RunAsync(http, Json.JoinCommand, Json.AccessReply,
                (o, u, c, t) => o.JoinAsync(u, c with { Conversation = Operation.Ref(conversation) }, t), whenEmpty: new JoinCommand(default)))
            .WithSummary("Join a room; the body is optional.").Takes<JoinCommand>(optional: true).Produces<AccessReply>().Refuses(400, 401, 403, 404, 409);
        one.MapPost("/leave", (HttpContext http, string conversation) =>
                Operation.RunAsync(http, Json.EmptyReply, (o, u, t) => o.LeaveAsync(u, new ConversationCommand(Operation.Ref(conversation)), t)))
            .WithSummary("Leave it.").Produces<EmptyReply>().Refuses(400, 401, 403, 404);

        one.MapGet("/members", MembersAsync).WithSummary("Joined members by join time; `after`, `limit` (1 to 1000).")
            .Asks("after", "limit").Produces<MembersReply>().Refuses(400, 401, 403, 404);
        one.MapPost("/members", (HttpContext http, string conversation) => Operation.RunAsync(http, Json.MemberCommand, Json.MemberReply,
                (o, u, c, t) => o.AddMemberAsync(u, c with { Conversation = Operation.Ref(conversation) }, t), 201))
            .WithSummary("Bring somebody in.").Takes<MemberCommand>().Produces<MemberReply>(201).Refuses(400, 401, 403, 404, 409);
        one.MapPatch("/members/{user}", (HttpContext http, string conversation, string user) => Operation.RunAsync(http, Json.RoleBody, Json.MemberReply,
                (o, u, c, t) => o.SetRoleAsync(u, new MemberCommand(Operation.Ref(conversation), Operation.Id(user)) { Role = c.Role }, t)))
            .WithSummary("Give a role, as the host.").Takes<RoleBody>().Produces<MemberReply>().Refuses(400, 401, 403, 404);
        one.MapDelete("/members/{user}", (HttpContext http, string conversation, string user, string? ban) => Operation.RunAsync(http, Json.EmptyReply,
                (o, u, t) => o.RemoveMemberAsync(u, new MemberCommand(Operation.Ref(conversation), Operation.Id(user)) { Ban = ban == "true" }, t)))
            .WithSummary("Put somebody out; with `ban=true` for good.").Produces<EmptyReply>().Refuses(401, 403, 404);
    }

    private static async Task<IResult> ListAsync(HttpContext http) =>
        Operation.Numbers(http, "before", "limit").TryGet(out var n, out var refusal)
            ? await Operation.RunAsync(http, Json.ConversationsReply, (o, u, t) => o.ListAsync(u, new ListCommand { Before = n[0], Limit = Operation.Small(n[1]) }, t))
            : Refusals.ToResult(refusal);

    private static async Task<IResult> RoomsAsync(HttpContext http, string? query, string? category)
    {
        if (!Operation.Numbers(http, "before", "limit").TryGet(out var n, out var refusal))
            return Refusals.ToResult(refusal);
        var command = new RoomsCommand { Query = query, Category = category, Before = n[0], Limit = Operation.Small(n[1]) };
        return await Operation.RunAsync(http, Json.RoomsReply, (o, u, t) => o.RoomsAsync(u, command, t));
    }

    private static async Task<IResult> MembersAsync(HttpContext http, string conversation)
    {
        if (!Operation.Numbers(http, "after", "limit").TryGet(out var n, out var refusal))
            return Refusals.ToResult(refusal);
        var command = new MembersCommand(Operation.Ref(conversation)) { After = n[0], Limit = Operation.Small(n[1]) };
        return await Operation.RunAsync(http, Json.MembersReply, (o, u, t) => o.MembersAsync(u, command, t));
    }
}
