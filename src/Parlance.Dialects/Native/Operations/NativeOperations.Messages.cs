using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Blocks;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Operations;

public sealed partial class NativeOperations
{
    /// <summary>Checks what a plain message need not: whether what it answers and whom it mentions are in the conversation.</summary>
    public async Task<Outcome<Access>> PrepareSendAsync(User caller, SendCommand c, CancellationToken cancellationToken)
    {
        if (!(await conversations.FindAsMemberAsync(caller.Id, c.Conversation.Value)).TryGet(out var access, out var refusal))
            return refusal;
        if (c.ReplyTo is { } reply && await messages.CheckReplyAsync(access, new MessageId(reply), cancellationToken) is { } unknown)
            return unknown;
        return await messages.CheckMentionsAsync(access.Conversation.Id, Mentions(c.Mentions) ?? [], cancellationToken) is { } notThere ? notThere : access;
    }

    public async Task<Outcome<SendReply>> SendAsync(User caller, SendCommand c, CancellationToken cancellationToken)
    {
        if (!(await PrepareSendAsync(caller, c, cancellationToken)).TryGet(out var access, out var refusal))
            return refusal;
        var entry = new AwaitedAppend
        {
            Conversation = access.Conversation.Id,
            ConversationKey = access.Conversation.PublicKey,
            Sender = caller.Id,
            SenderKey = caller.Key,
            SenderName = caller.DisplayName,
            SenderAvatar = caller.AvatarUrl,
            Kind = c.Kind ?? "text",
            Content = c.Content,
            Attachments = Attachments(c),
            ReplyTo = c.ReplyTo is { } reply ? new MessageId(reply) : null,
            Mentions = Mentions(c.Mentions) ?? [],
            ClientId = c.ClientId,
            SentAt = time.GetUtcNow(),
        };
        if (messages.TryPost(access, entry) is { } notPosted)
            return notPosted;
        return (await entry.Done).TryGet(out var stored, out refusal)
            ? new SendReply(stored.Id.Value, stored.Seq, stored.SentAt.ToUnixTimeMilliseconds()) { Repeat = entry.IsRepeat }
            : refusal;
    }

    public static IReadOnlyList<Attachment> Attachments(SendCommand c) =>
        c.Attachments is null ? [] : [.. c.Attachments.Select(a => new Attachment(a.Url, a.Name, a.ContentType, a.Size, a.Width, a.Height))];

    /// <summary>Each once; null when the field is absent.</summary>
    public static IReadOnlyList<UserId>? Mentions(IReadOnlyList<long>? ids) => ids is null ? null : [.. ids.Distinct().Select(id => new UserId(id))];

    public async Task<Outcome<MessageReply>> EditAsync(User caller, MessageCommand c, CancellationToken cancellationToken) =>
        c.Content is { } content
            ? Reply(await messages.EditAsync(caller.Id, new MessageId(c.Message), content, Mentions(c.Mentions)))
            : Refusal.Invalid("content", "`content` must be a string.");

    public async Task<Outcome<MessageReply>> DeleteAsync(User caller, MessageCommand c, CancellationToken cancellationToken) =>
        Reply(await messages.DeleteAsync(caller.Id, new MessageId(c.Message)));

    public async Task<Outcome<MessageReply>> ReactAsync(User caller, MessageCommand c, CancellationToken cancellationToken) =>
        c.Emoji is { } emoji
            ? Reply(await messages.ReactAsync(caller.Id, new MessageId(c.Message), emoji, !c.Remove))
            : Refusal.Invalid("emoji", "`emoji` must be a string.");

    public async Task<Outcome<HistoryReply>> HistoryAsync(User caller, HistoryCommand c, CancellationToken cancellationToken)
    {
        if (!Limit(c.Limit, 50).TryGet(out var limit, out var refusal))
            return refusal;
        if ((CheckPositive(c.BeforeSeq, "before_seq") ?? CheckPositive(c.AfterSeq, "after_seq")) is { } invalid)
            return invalid;
        var page = await messages.HistoryAsync(caller.Id, c.Conversation.Value, c.BeforeSeq, c.AfterSeq, limit, cancellationToken);
        return page.TryGet(out var found, out refusal)
            ? new HistoryReply([.. found.Messages.Select(m => WireMessage.Of(m, asEvent: false))], found.Position)
            : refusal;
    }

    public async Task<Outcome<ClearReply>> ClearAsync(User caller, ConversationCommand c, CancellationToken cancellationToken) =>
        (await conversations.ClearAsync(caller.Id, c.Conversation.Value)).TryGet(out var removed, out var refusal) ? new ClearReply(removed) : refusal;

    public async Task<Outcome<MemberReply>> ReceiptAsync(User caller, ReceiptCommand c, CancellationToken cancellationToken)
    {
        if ((CheckPositive(c.Delivered, "delivered") ?? CheckPositive(c.Read, "read")) is { } invalid)
            return invalid;
        return Reply(await receipts.MoveAsync(caller.Id, c.Conversation.Value, c.Delivered ?? 0, c.Read ?? 0));
    }

    public async Task<Outcome<EmptyReply>> TypingAsync(User caller, TypingCommand c, CancellationToken cancellationToken)
    {
        if (!(await conversations.FindAsMemberAsync(caller.Id, c.Conversation.Value)).TryGet(out var access, out var refusal))
            return refusal;
        if (access.IsBlocked)
            return BlockService.KeptApart;
        await typing.TellAsync(c.Conversation.Value, caller, c.On);
        return EmptyReply.Instance;
    }

    /// <summary>Presence of those of the users who exist.</summary>
    public async Task<Outcome<PresenceReply>> PresenceAsync(User caller, UsersCommand c, CancellationToken cancellationToken)
    {
        var found = await accounts.FindManyAsync([.. c.Users.Distinct().Select(id => new UserId(id))], cancellationToken);
        return new PresenceReply([.. found.Select(user => new WirePresence(user.Id.Value, presence.IsOnline(user.Id), user.LastSeenAt?.ToUnixTimeMilliseconds()))]);
    }

    private static Outcome<MessageReply> Reply(Outcome<Message> outcome) =>
        outcome.TryGet(out var message, out var refusal) ? new MessageReply(message.Id.Value, Math.Max(message.Id.Value, message.Revision)) : refusal;
}
