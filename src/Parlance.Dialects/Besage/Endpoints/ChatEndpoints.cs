using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Dialects.Besage.Chats;
using Parlance.Dialects.Besage.Wire;
using Parlance.Dialects.Django;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Dialects.Besage.Endpoints;

/// <summary>Chats: docs/wire/besage.md, section Chats.</summary>
internal static class ChatEndpoints
{
    private const string Tag = "Besage: chats";
    private const string OtherSpelling = "participant_ids";

    public static void MapChats(this IEndpointRouteBuilder api)
    {
        var chats = api.MapGroup("/chats");
        chats.MapGet("", ListAsync).Describe(Tag, "One's chats, most recently active first; `search` is part of the name.").Produces<WireChat[]>().Denies(401, 429);
        chats.MapPost("", CreateAsync).Describe(Tag, "A new chat; without a name and with one other participant the chat of the two.")
            .TakesFields<CreateChatRequest>().Produces<WireChat>(StatusCodes.Status201Created).Denies(400, 401, 429);
        chats.MapGet("/{id}", FindAsync).Describe(Tag, "A chat one is in.").Produces<WireChat>().Denies(401, 404);
        foreach (var method in (string[])[HttpMethods.Put, HttpMethods.Patch])
            chats.MapMethods("/{id}", [method], RenameAsync).Describe(Tag, "Give a chat another name; an empty one takes it away.").TakesFields<RenameChatRequest>().Produces<WireChat>().Denies(400, 401, 404);
        chats.MapDelete("/{id}", DeleteAsync).Describe(Tag, "Delete a chat of two for both, or a group that one made; leave any other.").Produces<DoneAnswer>().Denies(401, 404);
        chats.MapPost("/{id}/add_participants", AddAsync).Describe(Tag, "Bring people into a group; into a chat of two: a new group with them.").TakesFields<AddParticipantsRequest>().Produces<WireChat>().Denies(400, 401, 403, 404);
    }

    /// <summary>A chat that the caller is in, from memory when possible.</summary>
    /// <returns>The access, or `not_found`.</returns>
    public static async ValueTask<Outcome<Access>> FindChatAsync(UserId user, string? id, BesageServices services) =>
        Body.ChatId(id) is { } chat && (await services.Conversations.FindAsMemberAsync(user, ConversationRef.Of(chat))).TryGet(out var access, out _) && ChatViews.IsChat(access.Conversation)
            ? access
            : Refusal.NoSuchConversation;

    /// <summary>As <see cref="FindChatAsync"/>, telling a chat of others (`forbidden`) from none (`not_found`).</summary>
    public static async ValueTask<Outcome<Access>> JudgeChatAsync(UserId user, string? id, BesageServices services)
    {
        var found = await FindChatAsync(user, id, services);
        return found.IsRefused && Body.ChatId(id) is { } chat && await services.Access.FindAsync(ConversationRef.Of(chat)) is { IsDeleted: false } other && ChatViews.IsChat(other)
            ? BesageErrors.NotParticipant
            : found;
    }

    private static async Task<IResult> ListAsync(HttpContext http, string? search, BesageServices services, CancellationToken cancellationToken) =>
        Body.Ok(await services.Views.ListAsync(http.Identity().User, search?.Trim(), Links.Of(http), cancellationToken), Body.Json.WireChatArray);

    private static async Task<IResult> CreateAsync(HttpContext http, BesageServices services, CancellationToken cancellationToken)
    {
        if (!(await Body.ReadAsync(http)).TryGet(out var body, out var refusal))
            return BesageErrors.Of(refusal);
        var name = body.Text("name", ConversationRules.MaxName) ?? "";
        var field = body.Has("participants_ids") ? "participants_ids" : OtherSpelling;
        var ids = body.Integers(field);
        if (ids?.Count > ConversationRules.MaxGroupAtOnce)
            body.Refuse(field, $"A chat begins with at most {ConversationRules.MaxGroupAtOnce} participants; add the others later.");
        if (body.Refused is { } wrong)
            return wrong;

        var self = http.Identity().User;
        var others = await KnownAsync(ids ?? [], self, services, cancellationToken);
        var opened = name.Length == 0 && others.Length == 1
            ? await services.Conversations.OpenDirectAsync(self, others[0], cancellationToken)
            : await services.Conversations.CreateGroupAsync(self, name, others, cancellationToken);
        return opened.TryGet(out var access, out refusal)
            ? Body.Created(await services.Views.OfAsync(access.Conversation, self, Links.Of(http), cancellationToken), Body.Json.WireChat)
            : BesageErrors.Of(refusal);
    }

    private static async Task<IResult> FindAsync(HttpContext http, string id, BesageServices services, CancellationToken cancellationToken) =>
        (await FindChatAsync(http.Identity().User.Id, id, services)).TryGet(out var access, out var refusal)
            ? await AnswerAsync(http, access.Conversation, services, cancellationToken)
            : BesageErrors.Of(refusal);

    private static async Task<IResult> RenameAsync(HttpContext http, string id, BesageServices services, CancellationToken cancellationToken)
    {
        if (!(await FindChatAsync(http.Identity().User.Id, id, services)).TryGet(out var access, out var refusal)
            || !(await Body.ReadAsync(http)).TryGet(out var body, out refusal))
            return BesageErrors.Of(refusal);
        var name = body.Text("name", ConversationRules.MaxName);
        if (body.Refused is { } wrong)
            return wrong;
        if (!body.Has("name"))
            return await AnswerAsync(http, access.Conversation, services, cancellationToken);
        return (await services.Conversations.RenameAsync(http.Identity().User.Id, ConversationRef.Of(access.Conversation.Id), name ?? "")).TryGet(out var renamed, out refusal)
            ? await AnswerAsync(http, renamed, services, cancellationToken)
            : BesageErrors.Of(refusal);
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, string id, BesageServices services)
    {
        var self = http.Identity().User.Id;
        if (!(await FindChatAsync(self, id, services)).TryGet(out var access, out var refusal))
            return BesageErrors.Of(refusal);
        var chat = ConversationRef.Of(access.Conversation.Id);
        refusal = access.Conversation.Kind == ConversationKind.Direct ? (await services.Conversations.CloseDirectAsync(self, chat)).Refusal
            : access.Conversation.Host == self ? (await services.Conversations.DeleteAsync(self, chat)).Refusal
            : (await services.Conversations.LeaveAsync(self, chat)).Refusal;
        return refusal is null ? Body.Done("Chat deleted.") : BesageErrors.Of(refusal);
    }

    private static async Task<IResult> AddAsync(HttpContext http, string id, BesageServices services, CancellationToken cancellationToken)
    {
        var self = http.Identity().User;
        if (!(await JudgeChatAsync(self.Id, id, services)).TryGet(out var access, out var refusal) || !(await Body.ReadAsync(http)).TryGet(out var body, out refusal))
            return BesageErrors.Of(refusal);
        var ids = body.Integers("users_ids");
        if (body.Refused is null && ids is null)
            body.Refuse("users_ids", BesageErrors.Errors.Words.Required);
        if (ids?.Count > ConversationRules.MaxGroupAtOnce)
            body.Refuse("users_ids", $"At most {ConversationRules.MaxGroupAtOnce} people are added at once.");
        if (body.Refused is { } wrong)
            return wrong;

        var (conversation, newcomers) = (access.Conversation, await NewcomersAsync(access.Conversation, ids!, self, services, cancellationToken));
        if (conversation.Kind == ConversationKind.Direct && newcomers.Length > 0)
        {
            // The conversation of these two stays theirs; with others they meet in a new group.
            var other = DirectKeys.OtherUser(conversation.Key, self.Id)!.Value;
            if (!(await services.Conversations.CreateGroupAsync(self, conversation.Name, [other, .. newcomers], cancellationToken)).TryGet(out var group, out refusal))
                return BesageErrors.Of(refusal);
            conversation = group.Conversation;
        }
        else
        {
            foreach (var newcomer in newcomers)
            {
                if ((await services.Conversations.AddMemberAsync(self.Id, ConversationRef.Of(conversation.Id), newcomer, cancellationToken)).Refusal is { } kept)
                    return BesageErrors.Of(kept);
            }
        }

        var answer = await services.Views.OfAsync(conversation, self, Links.Of(http), cancellationToken);
        return Body.Ok(answer with { Detail = $"Added {newcomers.Length} participants to the chat." }, Body.Json.WireChat);
    }

    /// <summary>Those of the ids who are not in the chat yet.</summary>
    private static async Task<UserId[]> NewcomersAsync(Conversation chat, IReadOnlyCollection<long> ids, User self, BesageServices services, CancellationToken cancellationToken)
    {
        var newcomers = new List<UserId>();
        foreach (var user in await KnownAsync(ids, self, services, cancellationToken))
        {
            if (await services.ConversationStore.FindMemberAsync(chat.Id, user, cancellationToken) is not { IsJoined: true })
                newcomers.Add(user);
        }

        return [.. newcomers];
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, Conversation chat, BesageServices services, CancellationToken cancellationToken) =>
        Body.Ok(await services.Views.OfAsync(chat, http.Identity().User, Links.Of(http), cancellationToken), Body.Json.WireChat);

    /// <summary>Those of the ids that are somebody else's, each once, in the order given; nobody's are skipped.</summary>
    private static async Task<UserId[]> KnownAsync(IReadOnlyCollection<long> ids, User self, BesageServices services, CancellationToken cancellationToken)
    {
        UserId[] asked = [.. ids.Where(id => id is > 0 and < 1L << 53).Select(id => new UserId(id)).Where(id => id != self.Id).Distinct()];
        var known = (await services.Accounts.FindManyAsync(asked, cancellationToken)).Select(user => user.Id).ToHashSet();
        return [.. asked.Where(known.Contains)];
    }
}
