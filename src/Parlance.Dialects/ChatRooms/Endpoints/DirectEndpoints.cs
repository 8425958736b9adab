using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Dialects.ChatRooms.Wire;
using Parlance.Dialects.Hosting;

namespace Parlance.Dialects.ChatRooms.Endpoints;

/// <summary>Direct messages: docs/wire/chatrooms.md, section Direct messages. A conversation is named by the server's id or by both user ids, sorted and joined with `-`.</summary>
internal static class DirectEndpoints
{
    private const string Tag = "Rooms: direct messages";
    private const int MaxDirects = 200;

    public static void MapDirect(this IEndpointRouteBuilder api)
    {
        api.MapGet("/users/{user_id}/conversations", ListAsync).Describe(Tag, "One's conversations and the people at their other ends, latest first.")
            .Produces<WireConversations>().Refuses(401, 403, 404);
        api.MapGet("/users/{user_id}/unread-count", CountUnreadAsync).Describe(Tag, "Messages to this user that are not read.").Produces<CountAnswer>().Refuses(401, 403, 404);
        api.MapGet("/conversations/{conversation_id}/messages", HistoryAsync)
            .Describe(Tag, "The newest messages, oldest first; `limit` is 1 to 500, 50 when absent; `before` is the id of a message.").Produces<WireDirectMessage[]>().Refuses(401, 403, 404);
        api.MapPost("/messages/direct", PostAsync).Describe(Tag, "Write to somebody.").Takes<PostDirectRequest>().Produces<WireDirectMessage>().Refuses(400, 401, 403, 404, 413, 422);
        api.MapPost("/conversations/{conversation_id}/read", MarkReadAsync).Describe(Tag, "Mark everything read; an unknown conversation has nothing to mark.")
            .Takes<ActingRequest>(optional: true).Produces<ReadAnswer>().Refuses(401, 403, 422);
        api.MapDelete("/messages/{message_id}", DeleteMessageAsync).Describe(Tag, "Delete one's own message, of a room or of a conversation.")
            .Takes<ActingRequest>(optional: true).Produces<MessageDeletedAnswer>().Refuses(401, 403, 404, 422);
        api.MapDelete("/conversations/{conversation_id}", DeleteConversationAsync).Describe(Tag, "Remove a conversation for oneself; for good when both did.")
            .Takes<ActingRequest>(optional: true).Produces<ConversationDeletedAnswer>().Refuses(401, 403, 404, 422);
    }

    private static async Task<IResult> ListAsync(HttpContext http, string user_id, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        if (!(await services.Speaker.ActAsAsync(http, user_id, cancellationToken)).TryGet(out var user, out var refusal))
            return ChatRoomsErrors.ToResult(refusal);

        var links = Links.Of(http);
        var directs = await services.Messages.DirectsAsync(user.Id, MaxDirects, cancellationToken);
        return Body.Ok(
            new WireConversations(
                [.. directs.Select(direct => WireConversation.Of(direct, user.Key))],
                [.. directs.Select(direct => WireContact.Of(direct, services.Presence.IsOnline(direct.Other.Id), links))]),
            Body.Json.WireConversations);
    }

    private static async Task<IResult> CountUnreadAsync(HttpContext http, string user_id, ChatRoomsServices services, CancellationToken cancellationToken) =>
        (await services.Speaker.ActAsAsync(http, user_id, cancellationToken)).TryGet(out var user, out var refusal)
            ? Body.Ok(new CountAnswer(await services.Messages.UnreadAsync(user.Id, cancellationToken)), Body.Json.CountAnswer)
            : ChatRoomsErrors.ToResult(refusal);

    private static async Task<IResult> HistoryAsync(
        HttpContext http, string conversation_id, string? limit, string? before, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        if (await FindPairAsync(conversation_id, services, cancellationToken) is not { } pair)
            return ChatRoomsErrors.ToResult(ChatRoomsErrors.NoSuchDirect);
        if (!SelfOf(pair, http, services).TryGet(out var self, out var refusal))
            return ChatRoomsErrors.ToResult(refusal);

        var other = pair.Other(self);
        var reference = ConversationRef.Of(pair.Conversation.Id);
        // From storage: what is remembered of a member does not follow every move of a watermark.
        if (!(await services.Conversations.MembersAsync(self.Id, reference, after: null, limit: 2, cancellationToken)).TryGet(out var members, out refusal))
            return ChatRoomsErrors.ToResult(refusal == Refusal.NoSuchConversation ? ChatRoomsErrors.NoSuchDirect : refusal);
        var own = members.FirstOrDefault(member => member.User == self.Id);
        var theirs = members.FirstOrDefault(member => member.User == other.Id);

        long? beforeSeq = WireId.TryParse(before, out MessageId older) && await services.MessageStore.FindAsync(older, cancellationToken) is { } known && known.Conversation == pair.Conversation.Id
            ? known.Seq
            : null;
        var messages = await services.Messages.RecentAsync(pair.Conversation.Id, own, beforeSeq, Body.Number(limit, 50, 1, 500), cancellationToken);
        var links = Links.Of(http);
        return Body.Ok(
            [.. messages.Select(m =>
            {
                var (sender, receiver, reader) = m.Sender == self.Id ? (self, other, theirs) : (other, self, own);
                return WireDirectMessage.Of(m, links.Absolute(m.SenderAvatar ?? sender.AvatarUrl), receiver.Key, m.Seq <= reader?.ReadSeq);
            })],
            Body.Json.WireDirectMessageArray);
    }

    private static async Task<IResult> PostAsync(HttpContext http, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        if (!(await Body.ReadAsync(http, Body.Json.PostDirectRequest, maxBytes: MessageEndpoints.MaxMessageBody)).TryGet(out var body, out var refusal))
            return ChatRoomsErrors.OfBody(refusal);
        if (string.IsNullOrEmpty(body.SenderId))
            return ChatRoomsErrors.Required("sender_id");
        if (string.IsNullOrEmpty(body.ReceiverId))
            return ChatRoomsErrors.Required("receiver_id");
        if (string.IsNullOrWhiteSpace(body.Content))
            return ChatRoomsErrors.ToResult(ChatRoomsErrors.EmptyMessage);

        if (!(await services.Arrivals.ActAsAsync(http, body.SenderId, name: null, avatarUrl: null, cancellationToken)).TryGet(out var sender, out refusal))
            return ChatRoomsErrors.ToResult(refusal);
        if (await services.Accounts.FindByKeyAsync(body.ReceiverId, cancellationToken) is not { } receiver)
            return ChatRoomsErrors.ToResult(ChatRoomsErrors.NoSuchReceiver);
        if (!(await services.Conversations.OpenDirectAsync(sender, receiver.Id, cancellationToken)).TryGet(out var access, out refusal)
            || !(await services.Messages.PostAsync(access, sender, body.Content)).TryGet(out var message, out refusal))
            return ChatRoomsErrors.ToResult(refusal);
        return Body.Ok(WireDirectMessage.Of(message, Links.Of(http).Absolute(message.SenderAvatar ?? sender.AvatarUrl), receiver.Key, read: false), Body.Json.WireDirectMessage);
    }

    private static async Task<IResult> MarkReadAsync(HttpContext http, string conversation_id, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        if (!(await ActorAsync(http, services, cancellationToken)).TryGet(out var actor, out var answer))
            return answer;
        if (await FindPairAsync(conversation_id, services, cancellationToken) is not { } pair)
            return Body.Ok(new ReadAnswer(true, 0), Body.Json.ReadAnswer);
        if (!pair.Has(actor))
            return ChatRoomsErrors.ToResult(ChatRoomsErrors.NotYourConversation);
        return (await services.Receipts.ReadAllAsync(actor.Id, ConversationRef.Of(pair.Conversation.Id), cancellationToken)).TryGet(out var count, out var refusal)
            ? Body.Ok(new ReadAnswer(true, count), Body.Json.ReadAnswer)
            : ChatRoomsErrors.ToResult(refusal);
    }

    private static async Task<IResult> DeleteMessageAsync(HttpContext http, string message_id, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        // Clients also ask for messages that they only ever had themselves (`msg-…`).
        if (!WireId.TryParse(message_id, out MessageId id))
            return ChatRoomsErrors.ToResult(Refusal.NoSuchMessage);
        if (!(await ActorAsync(http, services, cancellationToken)).TryGet(out var actor, out var answer))
            return answer;
        if ((await services.Messages.DeleteAsync(actor.Id, id)).TryGet(out _, out var refusal))
            return Body.Ok(new MessageDeletedAnswer(true, true), Body.Json.MessageDeletedAnswer);
        return ChatRoomsErrors.ToResult(refusal.Code == RefusalCode.Forbidden ? ChatRoomsErrors.NotYourMessage : refusal);
    }

    private static async Task<IResult> DeleteConversationAsync(HttpContext http, string conversation_id, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        if (!(await ActorAsync(http, services, cancellationToken)).TryGet(out var actor, out var answer))
            return answer;
        if (await FindPairAsync(conversation_id, services, cancellationToken) is not { } pair)
            return ChatRoomsErrors.ToResult(ChatRoomsErrors.NoSuchDirect);
        if (!pair.Has(actor))
            return ChatRoomsErrors.ToResult(ChatRoomsErrors.NotYourConversation);
        return (await services.Conversations.ClearAsync(actor.Id, ConversationRef.Of(pair.Conversation.Id))).TryGet(out var count, out var refusal)
            ? Body.Ok(new ConversationDeletedAnswer(true, count), Body.Json.ConversationDeletedAnswer)
            : ChatRoomsErrors.ToResult(refusal);
    }

    /// <summary>The user that the body names, or else the token's.</summary>
    private static async Task<Either> ActorAsync(HttpContext http, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        if (!(await Body.ReadAsync(http, Body.Json.ActingRequest, whenEmpty: ActingRequest.Nobody)).TryGet(out var body, out var refusal))
            return new Either(null, ChatRoomsErrors.OfBody(refusal));
        if (string.IsNullOrEmpty(body.UserId))
            return Speaker.CallerOf(http).Identity is { User: var own } ? new Either(own, null) : new Either(null, ChatRoomsErrors.Required("user_id"));
        return (await services.Speaker.ActAsAsync(http, body.UserId, cancellationToken)).TryGet(out var user, out refusal)
            ? new Either(user, null)
            : new Either(null, ChatRoomsErrors.ToResult(refusal));
    }

    private static async Task<Pair?> FindPairAsync(string conversationId, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        var found = WireId.TryParse(conversationId, out ConversationId id)
            ? await services.Conversations.FindPairAsync(id, cancellationToken)
            : await services.Conversations.FindPairAsync(conversationId, cancellationToken);
        return found is { } pair ? new Pair(pair.Conversation, pair.First, pair.Second) : null;
    }

    /// <summary>Which of the two the caller is: the one its token proves, else the one it may speak for.</summary>
    private static Outcome<User> SelfOf(Pair pair, HttpContext http, ChatRoomsServices services)
    {
        var caller = Speaker.CallerOf(http);
        if (caller.Identity is { User: var own })
            return pair.Has(own) ? own : ChatRoomsErrors.NotYourConversation;
        if (services.Speaker.RefuseToSpeakFor(pair.First, caller) is null)
            return pair.First;
        return services.Speaker.RefuseToSpeakFor(pair.Second, caller) is null ? pair.Second : caller.BadToken ?? ChatRoomsErrors.NotYourConversation;
    }

    private sealed record Pair(Conversation Conversation, User First, User Second)
    {
        public bool Has(User user) => user.Id == First.Id || user.Id == Second.Id;

        public User Other(User user) => user.Id == First.Id ? Second : First;
    }

    private readonly record struct Either(User? User, IResult? Answer)
    {
        public bool TryGet([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out User? user, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out IResult? answer)
        {
            (user, answer) = (User, Answer);
            return user is not null;
        }
    }
}
