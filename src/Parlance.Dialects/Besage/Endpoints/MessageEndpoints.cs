using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Dialects.Besage.Socket;
using Parlance.Dialects.Besage.Wire;
using Parlance.Dialects.Django;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Dialects.Besage.Endpoints;

/// <summary>Messages: docs/wire/besage.md, section Messages.</summary>
internal static class MessageEndpoints
{
    private const string Tag = "Besage: messages";
    private const int PageSize = 20;
    private const int MaxPageSize = 100;

    /// <summary>What `/messages/` answers at most: it has no pages.</summary>
    private const int MaxListed = 500;

    /// <summary>Of all chats together: so many of them, the most recently active, and of each so many messages.</summary>
    private const int ChatsListed = 20;

    private const int ListedPerChat = 50;

    public static void MapMessages(this IEndpointRouteBuilder api)
    {
        api.MapGet("/chats/{id}/messages", HistoryAsync).Describe(Tag, "A page of a chat, newest first; what one gets is delivered by that. `page` from 1, `page_size` 1 to 100, 20 when absent.")
            .Asks("page", "page_size").Produces<WireMessage[]>().Denies(400, 401, 404);
        api.MapPost("/chats/{id}/messages", (HttpContext http, string id, BesageServices services, CancellationToken cancellationToken) => PostAsync(http, id, services, cancellationToken))
            .Describe(Tag, "Write to a chat.").TakesFields<ContentRequest>().Produces<WireMessage>(StatusCodes.Status201Created).Denies(400, 401, 403, 413);
        api.MapGet("/messages", ListAsync).Describe(Tag, "The newest messages of a chat, or of all one's chats, newest first.").Asks("chat_id").Produces<WireMessage[]>().Denies(400, 401);
        api.MapPost("/messages", (HttpContext http, BesageServices services, CancellationToken cancellationToken) => PostAsync(http, null, services, cancellationToken))
            .Describe(Tag, "Write to a chat.").TakesFields<PostMessageRequest>().Produces<WireMessage>(StatusCodes.Status201Created).Denies(400, 401, 403, 413);
        api.MapGet("/messages/{id}", FindAsync).Describe(Tag, "A message of a chat one is in.").Produces<WireMessage>().Denies(401, 404);
        foreach (var method in (string[])[HttpMethods.Put, HttpMethods.Patch])
            api.MapMethods("/messages/{id}", [method], EditAsync).Describe(Tag, "Change one's own message.").TakesFields<ContentRequest>().Produces<WireMessage>().Denies(400, 401, 403, 404, 413);
        api.MapDelete("/messages/{id}", DeleteAsync).Describe(Tag, "Delete one's own message; an empty one stays in its place.").Produces<DoneAnswer>().Denies(401, 403, 404);
    }

    /// <summary>A message of a chat that the caller is in.</summary>
    /// <returns>The message and the caller's place, or `not_found`.</returns>
    public static async Task<Outcome<(Message Message, Access Access)>> FindMessageAsync(HttpContext http, string? id, BesageServices services, CancellationToken cancellationToken)
    {
        if (Body.MessageId(id) is not { } asked || await services.MessageStore.FindAsync(asked, cancellationToken) is not { } message)
            return Refusal.NoSuchMessage;
        var found = await ChatEndpoints.FindChatAsync(http.Identity().User.Id, message.Conversation.ToString(), services);
        return found.TryGet(out var access, out _) && message.Seq > access.Member!.ClearedSeq ? (message, access) : Refusal.NoSuchMessage;
    }

    private static async Task<IResult> HistoryAsync(HttpContext http, string id, string? page, string? page_size, BesageServices services, CancellationToken cancellationToken)
    {
        var self = http.Identity().User.Id;
        if (!(await ChatEndpoints.FindChatAsync(self, id, services)).TryGet(out var access, out var refusal))
            return BesageErrors.Of(refusal);
        if (!TryNumber(page, 1, out var number))
            return BesageErrors.Errors.Fields(("page", "A whole number from 1 is required."));
        if (!TryNumber(page_size, PageSize, out var size))
            return BesageErrors.Errors.Fields(("page_size", "A whole number from 1 is required."));
        size = Math.Min(size, MaxPageSize);

        var chat = access.Conversation.Id;
        if ((await services.Receipts.MoveAsync(self, ConversationRef.Of(chat), long.MaxValue, 0)).Refusal is { } gone)
            return BesageErrors.Of(gone);
        // Deleted messages keep their place, so a page is a stretch of sequence numbers.
        var newest = await services.ConversationStore.FindAsync(chat, cancellationToken) is { } current ? current.LastSeq : 0;
        if (number - 1 > newest / size)
            return Body.Ok([], Body.Json.WireMessageArray);
        var upto = newest - ((number - 1) * size);
        var messages = upto <= 0 ? [] : await services.MessageStore.BeforeAsync(chat, upto + 1, (int)Math.Min(size, upto), cancellationToken);
        return await AnswerAsync(http, messages.Where(message => message.Seq > access.Member!.ClearedSeq).Reverse(), services, cancellationToken);
    }

    private static async Task<IResult> ListAsync(HttpContext http, string? chat_id, BesageServices services, CancellationToken cancellationToken)
    {
        var self = http.Identity().User.Id;
        if (string.IsNullOrEmpty(chat_id))
        {
            var messages = new List<Message>();
            foreach (var entry in await services.Views.EntriesAsync(self, ChatsListed, cancellationToken))
                messages.AddRange(await services.Messages.RecentAsync(entry.Conversation.Id, entry.Self, null, ListedPerChat, cancellationToken));
            return await AnswerAsync(http, messages.OrderByDescending(message => message.Id.Value).Take(MaxListed), services, cancellationToken);
        }

        if (!long.TryParse(chat_id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            return BesageErrors.Errors.Fields(("chat_id", BesageErrors.Errors.Words.NotInteger));
        if (!(await ChatEndpoints.FindChatAsync(self, chat_id, services)).TryGet(out var access, out _))
            return Body.Ok([], Body.Json.WireMessageArray);
        var listed = await services.Messages.RecentAsync(access.Conversation.Id, access.Member, null, MaxListed, cancellationToken);
        return await AnswerAsync(http, listed.Reverse(), services, cancellationToken);
    }

    /// <param name="inPath">The chat, where the path names it.</param>
    private static async Task<IResult> PostAsync(HttpContext http, string? inPath, BesageServices services, CancellationToken cancellationToken)
    {
        if (!(await Body.ReadAsync(http, Body.MaxMessageBytes)).TryGet(out var body, out var refusal))
            return BesageErrors.Of(refusal);
        var chat = inPath ?? body.Integer("chat", required: false)?.ToString(CultureInfo.InvariantCulture);
        var isSaid = !string.IsNullOrEmpty(body.Text("content"));
        if (body.Refused is { } wrong)
            return wrong;
        if (chat is null || !isSaid)
            return BesageErrors.ContentRequired;
        if (ReadContent(body) is not { } content)
            return body.Refused!;

        var identity = http.Identity();
        if (!(await ChatEndpoints.FindChatAsync(identity.User.Id, chat, services)).TryGet(out var access, out _))
            return BesageErrors.Of(BesageErrors.NotParticipant);
        return (await services.Messages.PostAsync(access, identity.User, content, clientId: RestOrigin.NewClientId(identity.Session))).TryGet(out var message, out refusal)
            ? Body.Created(await services.Views.MessageAsync(message, Links.Of(http), cancellationToken), Body.Json.WireMessage)
            : BesageErrors.Of(refusal);
    }

    private static async Task<IResult> FindAsync(HttpContext http, string id, BesageServices services, CancellationToken cancellationToken) =>
        (await FindMessageAsync(http, id, services, cancellationToken)).TryGet(out var found, out var refusal)
            ? Body.Ok(await services.Views.MessageAsync(found.Message, Links.Of(http), cancellationToken), Body.Json.WireMessage)
            : BesageErrors.Of(refusal);

    private static async Task<IResult> EditAsync(HttpContext http, string id, BesageServices services, CancellationToken cancellationToken)
    {
        var self = http.Identity().User.Id;
        if (!(await FindMessageAsync(http, id, services, cancellationToken)).TryGet(out var found, out var refusal))
            return BesageErrors.Of(refusal);
        if (found.Message.Sender != self)
            return BesageErrors.Errors.Forbidden();
        if (!(await Body.ReadAsync(http, Body.MaxMessageBytes)).TryGet(out var body, out refusal))
            return BesageErrors.Of(refusal);
        if (ReadContent(body) is not { } content)
            return body.Refused!;
        return (await services.Messages.EditAsync(self, found.Message.Id, content)).TryGet(out var edited, out refusal)
            ? Body.Ok(await services.Views.MessageAsync(edited, Links.Of(http), cancellationToken), Body.Json.WireMessage)
            : BesageErrors.Of(refusal);
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, string id, BesageServices services, CancellationToken cancellationToken)
    {
        var self = http.Identity().User.Id;
        if (!(await FindMessageAsync(http, id, services, cancellationToken)).TryGet(out var found, out var refusal))
            return BesageErrors.Of(refusal);
        if (found.Message.Sender != self)
            return BesageErrors.Errors.Forbidden(); // the core would let the host of a group
        return (await services.Messages.DeleteAsync(self, found.Message.Id)).Refusal is { } kept ? BesageErrors.Of(kept) : Body.Done("Message deleted.");
    }

    /// <summary>Exactly as it was sent.</summary>
    private static string? ReadContent(DjangoBody body) => body.RequiredText("content", MessageRules.MaxContent, trim: false);

    private static async Task<IResult> AnswerAsync(HttpContext http, IEnumerable<Message> messages, BesageServices services, CancellationToken cancellationToken) =>
        Body.Ok(await services.Views.MessagesAsync([.. messages], Links.Of(http), cancellationToken), Body.Json.WireMessageArray);

    /// <returns>False for what is no whole number from 1; one with too many digits is a very large one.</returns>
    private static bool TryNumber(string? text, long whenAbsent, out long number)
    {
        number = whenAbsent;
        if (text is null)
            return true;
        if (text.Length == 0 || !text.All(char.IsAsciiDigit))
            return false;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            number = long.MaxValue;
        return number > 0;
    }
}
