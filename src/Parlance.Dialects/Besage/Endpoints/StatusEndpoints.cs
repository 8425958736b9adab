using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core.Conversations;
using Parlance.Dialects.Besage.Chats;
using Parlance.Dialects.Besage.Wire;
using Parlance.Dialects.Django;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Dialects.Besage.Endpoints;

/// <summary>What has been delivered and read: docs/wire/besage.md, section Statuses.</summary>
internal static class StatusEndpoints
{
    private const string Tag = "Besage: statuses";

    public static void MapStatuses(this IEndpointRouteBuilder api)
    {
        api.MapPut("/messages/{id}/status", ChangeAsync).Describe(Tag, "How far one has got, up to and including this message; a lower status changes nothing.")
            .TakesFields<StatusRequest>().Produces<WireStatus>().Denies(400, 401, 404);
        foreach (var path in (string[])["/messages/status/update-all/{chat_id}", "/messages/read/{chat_id}"])
            api.MapPut(path, ReadAllAsync).Describe(Tag, "Mark everything in a chat read.").Produces<DoneAnswer>().Denies(400, 401, 403, 404);
        api.MapPut("/messages/update_all_status", (HttpContext http, string? chat_id, BesageServices services, CancellationToken cancellationToken) => ReadAllAsync(http, chat_id, services, cancellationToken))
            .Describe(Tag, "Mark everything in the chat `chat_id` read.").Asks("chat_id").Produces<DoneAnswer>().Denies(400, 401, 403, 404);
    }

    private static async Task<IResult> ChangeAsync(HttpContext http, string id, BesageServices services, CancellationToken cancellationToken)
    {
        var self = http.Identity().User;
        if (!(await MessageEndpoints.FindMessageAsync(http, id, services, cancellationToken)).TryGet(out var found, out var refusal)
            || !(await Body.ReadAsync(http)).TryGet(out var body, out refusal))
            return BesageErrors.Of(refusal);
        var status = body.Text("status");
        if (body.Refused is not null || status is not (Seat.Sent or Seat.Delivered or Seat.Read))
            return BesageErrors.InvalidStatus;
        if (found.Message.Sender == self.Id)
            return BesageErrors.OwnMessage;

        var seq = found.Message.Seq;
        var moved = await services.Receipts.MoveAsync(
            self.Id, ConversationRef.Of(found.Message.Conversation), status == Seat.Sent ? 0 : seq, status == Seat.Read ? seq : 0);
        return moved.TryGet(out var member, out refusal)
            ? Body.Ok(Seat.Of(member, self).StatusOf(found.Message, Links.Of(http)), Body.Json.WireStatus)
            : BesageErrors.Of(refusal);
    }

    private static async Task<IResult> ReadAllAsync(HttpContext http, string? chat_id, BesageServices services, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(chat_id))
            return BesageErrors.ChatRequired;
        var self = http.Identity().User.Id;
        if (!(await ChatEndpoints.JudgeChatAsync(self, chat_id, services)).TryGet(out var access, out var refusal))
            return refusal == BesageErrors.NotParticipant ? BesageErrors.Of(refusal) : BesageErrors.ChatNotFound(chat_id);
        return (await services.Receipts.ReadAllAsync(self, ConversationRef.Of(access.Conversation.Id), cancellationToken)).TryGet(out var count, out refusal)
            ? Body.Done($"Marked {count} messages as read.")
            : BesageErrors.Of(refusal);
    }
}
