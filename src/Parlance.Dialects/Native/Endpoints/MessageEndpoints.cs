using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Endpoints;

/// <summary>Messages, reactions, receipts, typing and presence: the REST twins of the socket's commands (docs/wire/native.md).</summary>
internal static class MessageEndpoints
{
    private static readonly NativeJson Json = NativeJson.Default;

    /// <param name="api">The group `/api/v1`.</param>
    public static void MapMessages(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("").WithTags("Messages").RequireIdentity(Refusals.ToResult);
        group.MapGet("/conversations/{conversation}/messages", HistoryAsync)
            .WithSummary("A page of history, oldest first; `before_seq` or `after_seq`, `limit` (1 to 200).").Asks("before_seq", "after_seq", "limit").Produces<HistoryReply>().Refuses(400, 401, 403, 404);
        group.MapPost("/conversations/{conversation}/messages", (HttpContext http, string conversation) => Operation.RunAsync(http, Json.SendCommand, Json.SendReply,
                (o, u, c, t) => o.SendAsync(u, c with { Conversation = Operation.Ref(conversation) }, t), 201))
            .WithSummary("Send a message; answered when it is committed.").Takes<SendCommand>().Produces<SendReply>(201).Refuses(400, 401, 403, 404, 413, 429, 503);
        group.MapDelete("/conversations/{conversation}/messages", (HttpContext http, string conversation) =>
                Operation.RunAsync(http, Json.ClearReply, (o, u, t) => o.ClearAsync(u, new ConversationCommand(Operation.Ref(conversation)), t)))
            .WithSummary("Remove the history so far for oneself alone.").Produces<ClearReply>().Refuses(401, 403, 404);
        group.MapPatch("/messages/{id}", (HttpContext http, string id) => Operation.RunAsync(http, Json.EditBody, Json.MessageReply,
                (o, u, c, t) => o.EditAsync(u, new MessageCommand(Operation.Id(id)) { Content = c.Content, Mentions = c.Mentions }, t)))
            .WithSummary("Change one's own message.").Takes<EditBody>().Produces<MessageReply>().Refuses(400, 401, 403, 404, 413);
        group.MapDelete("/messages/{id}", (HttpContext http, string id) =>
                Operation.RunAsync(http, Json.MessageReply, (o, u, t) => o.DeleteAsync(u, new MessageCommand(Operation.Id(id)), t)))
            .WithSummary("Delete one's own message, or as a moderator another's.").Produces<MessageReply>().Refuses(401, 403, 404);
        group.MapPut("/messages/{id}/reactions/{emoji}", (HttpContext http, string id, string emoji) =>
                Operation.RunAsync(http, Json.MessageReply, (o, u, t) => o.ReactAsync(u, new MessageCommand(Operation.Id(id)) { Emoji = emoji }, t)))
            .WithSummary("React to a message.").Produces<MessageReply>().Refuses(400, 401, 403, 404);
        group.MapDelete("/messages/{id}/reactions/{emoji}", (HttpContext http, string id, string emoji) =>
                Operation.RunAsync(http, Json.MessageReply, (o, u, t) => o.ReactAsync(u, new MessageCommand(Operation.Id(id)) { Emoji = emoji, Remove = true }, t)))
            .WithSummary("Take one's reaction back.").Produces<MessageReply>().Refuses(400, 401, 403, 404);
        group.MapPut("/conversations/{conversation}/receipt", (HttpContext http, string conversation) => Operation.RunAsync(http, Json.ReceiptCommand, Json.MemberReply,
                (o, u, c, t) => o.ReceiptAsync(u, c with { Conversation = Operation.Ref(conversation) }, t)))
            .WithSummary("Move one's watermarks forward.").Takes<ReceiptCommand>().Produces<MemberReply>().Refuses(400, 401, 403, 404);
        group.MapPost("/conversations/{conversation}/typing", (HttpContext http, string conversation) => Operation.RunAsync(http, Json.TypingCommand, Json.EmptyReply,
                (o, u, c, t) => o.TypingAsync(u, c with { Conversation = Operation.Ref(conversation) }, t)))
            .WithSummary("Say that one types, or no longer does.").Takes<TypingCommand>().Produces<EmptyReply>().Refuses(400, 401, 403, 404);
        group.MapGet("/presence", PresenceAsync).WithSummary("Who of `users` (ids with commas between, at most 500) is online.")
            .Produces<PresenceReply>().Refuses(400, 401, 403);
    }

    private static async Task<IResult> HistoryAsync(HttpContext http, string conversation)
    {
        if (!Operation.Numbers(http, "before_seq", "after_seq", "limit").TryGet(out var n, out var refusal))
            return Refusals.ToResult(refusal);
        var command = new HistoryCommand(Operation.Ref(conversation)) { BeforeSeq = n[0], AfterSeq = n[1], Limit = Operation.Small(n[2]) };
        return await Operation.RunAsync(http, Json.HistoryReply, (o, u, t) => o.HistoryAsync(u, command, t));
    }

    private static Task<IResult> PresenceAsync(HttpContext http, string? users)
    {
        var ids = Operation.Ids(users ?? "");
        return Operation.RunAsync(http, Json.PresenceReply, (o, u, t) => o.PresenceAsync(u, new UsersCommand(ids), t));
    }
}
