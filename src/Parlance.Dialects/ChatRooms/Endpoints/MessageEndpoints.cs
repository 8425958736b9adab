using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Dialects.ChatRooms.Wire;
using Parlance.Dialects.Hosting;

namespace Parlance.Dialects.ChatRooms.Endpoints;

/// <summary>Messages of rooms: docs/wire/chatrooms.md, section Rooms.</summary>
internal static class MessageEndpoints
{
    private const string Tag = "Rooms: messages";

    public static void MapRoomMessages(this IEndpointRouteBuilder api)
    {
        api.MapGet("/rooms/{room_id}/messages", HistoryAsync).Describe(Tag, "The newest messages, oldest first; `limit` is 1 to 500, 100 when absent.").Produces<WireMessage[]>().Refuses(403);
        api.MapPost("/rooms/{room_id}/messages", PostAsync).Describe(Tag, "Post a message; the sockets of the room hear of it.")
            .Takes<PostMessageRequest>().Produces<WireMessage>().Refuses(400, 401, 403, 413, 422);
    }

    private static async Task<IResult> HistoryAsync(HttpContext http, string room_id, string? limit, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        if (!(await services.Conversations.FindRoomAsync(room_id)).TryGet(out var room, out var refusal))
            return refusal.Code == RefusalCode.NotFound ? Body.Ok([], Body.Json.WireMessageArray) : ChatRoomsErrors.ToResult(refusal);

        var caller = Speaker.CallerOf(http);
        var access = caller.Identity is { } identity && (await services.Conversations.FindAsync(identity.User.Id, ConversationRef.Of(room.Key))).TryGet(out var own, out _)
            ? own
            : new Access(room, null);
        if (!await services.Grants.MayReadAsync(access, caller.Identity?.User, caller.Client, cancellationToken))
            return ChatRoomsErrors.ToResult(ChatRoomsErrors.PasswordNeeded);

        var messages = await services.Messages.RecentAsync(room.Id, access.IsMember ? access.Member : null, beforeSeq: null, Body.Number(limit, 100, 1, 500), cancellationToken);
        return Body.Ok(await WithAvatarsAsync(messages, services, Links.Of(http), cancellationToken), Body.Json.WireMessageArray);
    }

    private static async Task<IResult> PostAsync(HttpContext http, string room_id, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        if (!(await Body.ReadAsync(http, Body.Json.PostMessageRequest, maxBytes: MaxMessageBody)).TryGet(out var body, out var refusal))
            return ChatRoomsErrors.OfBody(refusal);
        if (string.IsNullOrEmpty(body.UserId))
            return ChatRoomsErrors.Required("user_id");
        if (body.Content is null)
            return ChatRoomsErrors.Required("content");
        if (string.IsNullOrWhiteSpace(body.Content))
            return ChatRoomsErrors.ToResult(ChatRoomsErrors.EmptyMessage);

        if (!(await services.Arrivals.ActAsAsync(http, body.UserId, body.Username, body.AvatarUrl, cancellationToken)).TryGet(out var user, out refusal)
            || !(await services.Doorway.EnterAsync(user, room_id, new RoomPass(Client: http.Client()), cancellationToken)).TryGet(out var access, out refusal)
            || !(await services.Messages.PostAsync(access, user, body.Content, KindOf(body.Type))).TryGet(out var message, out refusal))
            return ChatRoomsErrors.ToResult(refusal);
        return Body.Ok(WireMessage.Of(message, Links.Of(http).Absolute(message.SenderAvatar ?? user.AvatarUrl)), Body.Json.WireMessage);
    }

    /// <summary>Twenty thousand characters in their longest JSON spelling, and some.</summary>
    internal const int MaxMessageBody = 256 * 1024;

    private static string KindOf(string? type) =>
        WireMessage.KindOf(type) is { Length: <= MessageRules.MaxKind } kind && TextRules.IsClean(kind) ? kind : "text";

    /// <summary>Where a message was stored without a picture, the sender's of today.</summary>
    private static async Task<WireMessage[]> WithAvatarsAsync(IReadOnlyList<Message> messages, ChatRoomsServices services, Links links, CancellationToken cancellationToken)
    {
        var avatars = new Dictionary<UserId, string?>();
        foreach (var sender in messages.Where(m => m.SenderAvatar is null).Select(m => m.Sender).Distinct())
            avatars[sender] = (await services.Accounts.FindAsync(sender, cancellationToken)).TryGet(out var user, out _) ? user.AvatarUrl : null;
        return [.. messages.Select(m => WireMessage.Of(m, links.Absolute(m.SenderAvatar ?? avatars[m.Sender])))];
    }
}
