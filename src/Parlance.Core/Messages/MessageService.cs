using Parlance.Core.Accounts;
using Parlance.Core.Blocks;
using Parlance.Core.Conversations;
using Parlance.Core.Messages.Entries;
using Parlance.Core.Moderation;

namespace Parlance.Core.Messages;

/// <summary>Sending, changing and reading messages: the rules in front of the log. Safe for concurrent use.</summary>
public sealed partial class MessageService(
    MessageLog log, IMessageStore store, IConversationStore conversationStore, IAccountStore accounts, ConversationService conversations, ContentFilter filter, SlowMode slowMode,
    TimeProvider time)
{
    /// <summary>Checks a message and queues it. Waits for nothing: the entry is told when it is committed.</summary>
    /// <param name="access">The sender's place in the conversation, checked by this call.</param>
    /// <param name="entry">Not to be changed after the call.</param>
    /// <returns>Null when it is queued; otherwise why not, and the entry is never told anything.</returns>
    public Refusal? TryPost(Access access, AppendEntry entry) =>
        Check(access, entry) ?? (log.TryEnqueue(entry) ? null : Refusal.Unavailable);

    /// <summary>The checks of <see cref="TryPost"/>, for a caller that gathers entries and queues them itself, which it then does: the sender's turn in a slow room is taken.</summary>
    /// <param name="entry">Where a filter masks, its content is replaced.</param>
    public Refusal? Check(Access access, AppendEntry entry)
    {
        if (access is not { IsMember: true, MaySee: true })
            return Refusal.NoSuchConversation;
        if (access.IsBlocked)
            return BlockService.KeptApart;
        if (MessageRules.Check(entry) is { } refusal)
            return refusal;

        var verdict = filter.Check(entry.Content);
        if (verdict.IsRefused)
            return FilterRules.Refused;
        if (verdict.Masked is { } masked)
            entry.Mask(masked);
        return slowMode.Take(access);
    }

    /// <summary>Whether a message may be answered in this conversation: it must be one the caller can read there, if only its place.</summary>
    public async Task<Refusal?> CheckReplyAsync(Access access, MessageId replyTo, CancellationToken cancellationToken) =>
        await store.FindAsync(replyTo, cancellationToken) is { } original && original.Conversation == access.Conversation.Id && original.Seq > (access.Member?.ClearedSeq ?? 0)
            ? null
            : Refusal.Invalid("reply_to", "`reply_to` is no message of this conversation.");

    /// <summary>Whether these people may be mentioned in this conversation: they must be in it.</summary>
    public async Task<Refusal?> CheckMentionsAsync(ConversationId conversation, IReadOnlyList<UserId> mentions, CancellationToken cancellationToken)
    {
        if (mentions.Count == 0)
            return null;
        return MessageRules.CheckMentions(mentions)
            ?? (await conversationStore.CountJoinedAsync(conversation, mentions, cancellationToken) == mentions.Count ? null : EditMessage.NotAllMembers);
    }

    /// <param name="mentions">Null leaves them as they are; each once.</param>
    public async Task<Outcome<Message>> EditAsync(UserId by, MessageId id, string content, IReadOnlyList<UserId>? mentions = null)
    {
        if ((MessageRules.CheckContent(content) ?? MessageRules.CheckMentions(mentions ?? [])) is { } refusal)
            return refusal;
        var verdict = filter.Check(content);
        return verdict.IsRefused ? FilterRules.Refused : await log.StoreAsync(new EditMessage(id, by, verdict.Masked ?? content, mentions, time.GetUtcNow()));
    }

    public Task<Outcome<Message>> DeleteAsync(UserId by, MessageId id) => log.StoreAsync(new DeleteMessage(id, by));

    /// <summary>Adds a reaction or takes one's own back; one that changes nothing is fine and causes no event.</summary>
    public async Task<Outcome<Message>> ReactAsync(UserId by, MessageId id, string emoji, bool add) =>
        MessageRules.CheckEmoji(emoji) is { } refusal ? refusal : await log.StoreAsync(new ReactToMessage(id, by, emoji, add, time.GetUtcNow()));

    /// <summary>As <see cref="ReactAsync"/> for dialects in which a person has one reaction a message: the same again takes it back, another replaces it.</summary>
    public async Task<Outcome<(Message Message, ReactionChange Change)>> ToggleReactionAsync(UserId by, MessageId id, string emoji) =>
        MessageRules.CheckEmoji(emoji) is { } refusal ? refusal : await log.StoreAsync(new ToggleReaction(id, by, emoji, time.GetUtcNow()));

    /// <summary>A page of history, oldest first: the newest below <paramref name="beforeSeq"/>, or the oldest above <paramref name="afterSeq"/>. What the reader
    /// removed for themselves is left out.</summary>
    /// <returns>The messages and the log position up to which they are complete.</returns>
    public async Task<Outcome<(IReadOnlyList<Message> Messages, long Position)>> HistoryAsync(
        UserId user, ConversationRef reference, long? beforeSeq, long? afterSeq, int limit, CancellationToken cancellationToken)
    {
        if (!(await conversations.FindAsMemberAsync(user, reference)).TryGet(out var access, out var refusal))
            return refusal;

        // Read before the page: what is committed in between is in the page or comes as an event, perhaps both, never neither.
        var position = await store.HeadAsync(cancellationToken);
        var (id, cleared) = (access.Conversation.Id, access.Member!.ClearedSeq);
        var messages = afterSeq is { } after
            ? await store.AfterAsync(id, Math.Max(after, cleared), limit, cancellationToken)
            : await store.BeforeAsync(id, beforeSeq ?? long.MaxValue, limit, cancellationToken);
        return (cleared == 0 ? messages : [.. messages.Where(message => message.Seq > cleared)], position);
    }
}
