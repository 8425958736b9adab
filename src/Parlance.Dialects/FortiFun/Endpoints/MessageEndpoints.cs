using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Dialects.Django;
using Parlance.Dialects.FortiFun.Wire;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Media;
using static Parlance.Dialects.FortiFun.Endpoints.Endpoint;

namespace Parlance.Dialects.FortiFun.Endpoints;

/// <summary>Messages of a conversation: docs/wire/fortifun.md, section Messages.</summary>
internal static class MessageEndpoints
{
    private const string Tag = "messages";

    /// <summary>Without a limit of the caller's own; a conversation may hold a million.</summary>
    private const int MaxPlain = 500;

    public static void MapMessages(this IEndpointRouteBuilder conversations)
    {
        conversations.MapGet("/{id}/messages", ListAsync).Describe(Tag, "The newest messages, oldest first, and marks them read; older ones with `before_id`, or with `page` pages of 20 from the first message on.")
            .Asks("page", "limit", "before_id").Produces<WireMessage[]>().Denies(400, 401, 404);
        conversations.MapPost("/{id}/messages", PostAsync).Describe(Tag, "Send a message; in a form also with a file, as `attachment`.").TakesFields<PostMessageRequest>().Produces<WireMessage>(201).Denies(400, 401, 403, 404, 413, 429);
        conversations.MapGet("/{id}/messages/{mid}", FindAsync).Describe(Tag, "A message.").Produces<WireMessage>().Denies(401, 404);
        conversations.MapPut("/{id}/messages/{mid}", EditAsync).Describe(Tag, "Change one's own message.").TakesFields<EditMessageRequest>().Produces<WireMessage>().Denies(400, 401, 403, 404);
        conversations.MapPatch("/{id}/messages/{mid}", EditAsync).Describe(Tag, "Change one's own message.").TakesFields<EditMessageRequest>().Produces<WireMessage>().Denies(400, 401, 403, 404);
        conversations.MapDelete("/{id}/messages/{mid}", DeleteAsync).Describe(Tag, "Delete one's own message.").Produces(204).Denies(401, 403, 404);
        conversations.MapPost("/{id}/messages/{mid}/mark_read", MarkReadAsync).Describe(Tag, "Mark a message read, and those before it.").Produces<DetailAnswer>().Denies(401, 404);
    }

    private static async Task<IResult> ListAsync(HttpContext http, string id, FortiFunServices services, CancellationToken cancellationToken)
    {
        if (await ConversationEndpoints.AccessAsync(http, id, services) is not { } access)
            return Errors.NotFound();
        var (limit, badLimit) = NumberOf(http, "limit");
        var (before, badBefore) = NumberOf(http, "before_id");
        if (badLimit == true || badBefore == true)
            return Errors.Fields((badLimit == true ? "limit" : "before_id", Errors.Words.NotInteger));

        var conversation = access.Conversation.Id;
        long? beforeSeq = null;
        if (before is { } older)
        {
            if (await services.MessageStore.FindAsync(new MessageId(older), cancellationToken) is not { } known || known.Conversation != conversation)
                return Errors.NotFound();
            beforeSeq = known.Seq;
        }

        if (Paging.IsAsked(http))
            return await PageAsync(http, access, services, cancellationToken);
        if (!(await services.Receipts.ReadAllAsync(http.Caller().Id, ConversationRef.Of(conversation), cancellationToken)).TryGet(out _, out var refusal))
            return Errors.Of(refusal);
        var messages = await services.Messages.RecentAsync(conversation, access.Member, beforeSeq, (int)Math.Clamp(limit ?? MaxPlain, 1, MaxPlain), cancellationToken);
        return Ok(await services.Views.OfAsync(conversation, messages, Links.Of(http), cancellationToken), Json.WireMessageArray);
    }

    /// <summary>Pages by place in the conversation, which deleted messages keep: a page may hold fewer, and none is read through to find another.</summary>
    private static async Task<IResult> PageAsync(HttpContext http, Access access, FortiFunServices services, CancellationToken cancellationToken)
    {
        var conversation = access.Conversation.Id;
        var first = access.Member!.ClearedSeq;
        var count = (await services.ConversationStore.FindAsync(conversation, cancellationToken))?.LastSeq - first ?? 0;
        if (Paging.Number(http) is not { } page || Paging.IsBeyond(page, Paging.Size, count))
            return Paging.NoSuchPage();
        if (!(await services.Receipts.ReadAllAsync(http.Caller().Id, ConversationRef.Of(conversation), cancellationToken)).TryGet(out _, out var refusal))
            return Errors.Of(refusal);

        var after = first + (page - 1L) * Paging.Size;
        var messages = (await services.MessageStore.AfterAsync(conversation, after, Paging.Size, cancellationToken)).Where(message => message.Seq <= after + Paging.Size && !message.IsDeleted);
        return Ok(Paging.Of(http, count, page, Paging.Size, await services.Views.OfAsync(conversation, [.. messages], Links.Of(http), cancellationToken)), Json.WirePageWireMessage);
    }

    private static async Task<IResult> PostAsync(HttpContext http, string id, FortiFunServices services, CancellationToken cancellationToken)
    {
        // Who asks comes first: what is read after it is held in memory.
        if (await ConversationEndpoints.AccessAsync(http, id, services) is not { } access)
            return Errors.NotFound();
        var me = http.Caller();
        if (access.IsBlocked)
            return Errors.Of(Postbox.Blocked);
        if (!(await BodyAsync(http, services.MediaOptions.MaxAttachmentBytes)).TryGet(out var body, out var refusal))
            return Errors.Of(refusal);

        var content = body.RequiredText("content", Postbox.MaxContent, trim: false);
        if (body.Integer("conversation", required: false) is { } named && named != access.Conversation.Id.Value)
            body.Refuse("conversation", FortiFunWords.OtherConversation);
        var url = body.Text("attachment");
        var part = string.IsNullOrEmpty(url) ? body.File("attachment") : null;
        var file = string.IsNullOrEmpty(url) ? null : await services.Media.FindAttachmentAsync(me.Id, url, cancellationToken);
        if (!string.IsNullOrEmpty(url) && file is null)
            body.Refuse("attachment", Errors.Words.NoFile);
        if (body.Refused is { } refused)
            return refused;
        if (MessageRules.CheckContent(content!) is { } unfit)
            return Errors.Of(unfit);

        if (part is not null
            && !(await services.Media.StoreAttachmentAsync(me.Id, part.Content, part.FileName, PublicBase.Of(http), "attachment", cancellationToken)).TryGet(out file, out refusal))
            return Errors.Of(refusal);
        return (await services.Postbox.PostAsync(access, me, content!, file, cancellationToken)).TryGet(out var message, out refusal)
            ? await ShowAsync(http, message, services, StatusCodes.Status201Created, cancellationToken)
            : Errors.Of(refusal);
    }

    private static async Task<IResult> FindAsync(HttpContext http, string id, string mid, FortiFunServices services, CancellationToken cancellationToken) =>
        await MessageAsync(http, id, mid, services, cancellationToken) is { } message
            ? await ShowAsync(http, message, services, StatusCodes.Status200OK, cancellationToken)
            : Errors.NotFound();

    private static async Task<IResult> EditAsync(HttpContext http, string id, string mid, FortiFunServices services, CancellationToken cancellationToken)
    {
        if (await MessageAsync(http, id, mid, services, cancellationToken) is not { } message)
            return Errors.NotFound();
        if (message.Sender != http.Caller().Id)
            return Errors.Detail(StatusCodes.Status403Forbidden, FortiFunWords.NotYourMessage);
        if (!(await BodyAsync(http)).TryGet(out var body, out var refusal))
            return Errors.Of(refusal);
        var content = HttpMethods.IsPatch(http.Request.Method) && !body.Has("content") ? message.Content : body.RequiredText("content", Postbox.MaxContent, trim: false);
        if (body.Refused is { } refused)
            return refused;
        return (await services.Messages.EditAsync(http.Caller().Id, message.Id, content!)).TryGet(out var edited, out refusal)
            ? await ShowAsync(http, edited, services, StatusCodes.Status200OK, cancellationToken)
            : Errors.Of(refusal);
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, string id, string mid, FortiFunServices services, CancellationToken cancellationToken)
    {
        if (await MessageAsync(http, id, mid, services, cancellationToken) is not { } message)
            return Errors.NotFound();
        if (message.Sender != http.Caller().Id)
            return Errors.Detail(StatusCodes.Status403Forbidden, FortiFunWords.NotYourMessage);
        return (await services.Messages.DeleteAsync(http.Caller().Id, message.Id)).TryGet(out _, out var refusal) ? TypedResults.NoContent() : Errors.Of(refusal);
    }

    private static async Task<IResult> MarkReadAsync(HttpContext http, string id, string mid, FortiFunServices services, CancellationToken cancellationToken)
    {
        if (await MessageAsync(http, id, mid, services, cancellationToken) is not { } message)
            return Errors.NotFound();
        var me = http.Caller().Id;
        if (message.Sender != me && (await services.Receipts.MoveAsync(me, ConversationRef.Of(message.Conversation), message.Seq, message.Seq)).Refusal is { } refusal)
            return Errors.Of(refusal);
        return Detail("Message marqué comme lu");
    }

    /// <summary>A message that the caller sees in this conversation.</summary>
    private static async Task<Message?> MessageAsync(HttpContext http, string id, string mid, FortiFunServices services, CancellationToken cancellationToken) =>
        await ConversationEndpoints.AccessAsync(http, id, services) is { } access && TryId(mid, out var number)
        && await services.MessageStore.FindAsync(new MessageId(number), cancellationToken) is { IsDeleted: false } message
        && message.Conversation == access.Conversation.Id && message.Seq > access.Member!.ClearedSeq
            ? message
            : null;

    private static async Task<IResult> ShowAsync(HttpContext http, Message message, FortiFunServices services, int status, CancellationToken cancellationToken) =>
        Ok((await services.Views.OfAsync(message.Conversation, [message], Links.Of(http), cancellationToken))[0], Json.WireMessage, status);

    private static (long? Value, bool? IsBad) NumberOf(HttpContext http, string name)
    {
        if (!http.Request.Query.TryGetValue(name, out var text) || string.IsNullOrEmpty(text))
            return (null, null);
        return long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var value) && value < 1L << 53 ? (value, null) : (null, true);
    }
}
