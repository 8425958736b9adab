using Parlance.Core.Conversations;

namespace Parlance.Core.Messages;

/// <summary>Reads of the message log. What is committed is visible to the next call. Safe for concurrent use.</summary>
public interface IMessageStore
{
    /// <summary>The newest log position that is committed, 0 on an empty database.</summary>
    Task<long> HeadAsync(CancellationToken cancellationToken);

    Task<Message?> FindAsync(MessageId id, CancellationToken cancellationToken);

    Task<Message?> FindByClientIdAsync(UserId sender, string clientId, CancellationToken cancellationToken);

    /// <summary>The newest <paramref name="limit"/> messages with a sequence number below <paramref name="beforeSeq"/>, oldest first.</summary>
    /// <param name="beforeSeq"><see cref="long.MaxValue"/> for the newest page.</param>
    Task<IReadOnlyList<Message>> BeforeAsync(ConversationId conversation, long beforeSeq, int limit, CancellationToken cancellationToken);

    /// <summary>The oldest <paramref name="limit"/> messages with a sequence number above <paramref name="afterSeq"/>, oldest first.</summary>
    Task<IReadOnlyList<Message>> AfterAsync(ConversationId conversation, long afterSeq, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// All that changed in these conversations after <paramref name="position"/>, as the current state of each thing that changed: new messages,
    /// older messages with a newer revision, members, receipts and conversations.
    /// </summary>
    /// <param name="limit">When more than this many things changed, the answer is null and the caller must take a snapshot.</param>
    Task<Changes?> ChangesAsync(IReadOnlyCollection<ConversationId> conversations, long position, int limit, CancellationToken cancellationToken);

    /// <summary>The newest <paramref name="limit"/> messages between two sequence numbers, both excluded, that are not deleted; oldest first.</summary>
    Task<IReadOnlyList<Message>> RecentAsync(ConversationId conversation, long afterSeq, long beforeSeq, int limit, CancellationToken cancellationToken);

    /// <summary>What others wrote to this user in direct conversations above <see cref="Member.DeliveredSeq"/> and <see cref="Member.ClearedSeq"/> and did not
    /// delete: the newest <paramref name="limit"/>, oldest first.</summary>
    Task<IReadOnlyList<Message>> UndeliveredAsync(UserId user, int limit, CancellationToken cancellationToken);

    /// <summary>How many messages above one sequence number and up to another are not deleted.</summary>
    /// <param name="except">Whose own are not counted; null for nobody's.</param>
    Task<long> CountVisibleAsync(ConversationId conversation, long afterSeq, long uptoSeq, UserId? except, CancellationToken cancellationToken);

    /// <summary>Messages stored so far, deleted ones included.</summary>
    Task<long> CountAsync(CancellationToken cancellationToken);

    /// <summary>For each conversation that has messages, its newest one.</summary>
    Task<IReadOnlyDictionary<ConversationId, Message>> NewestAsync(IReadOnlyCollection<ConversationId> conversations, CancellationToken cancellationToken);
}

/// <summary>What changed after a position. <see cref="Head"/> is read in the same snapshot as everything else: nothing at or below it is missing.</summary>
/// <param name="Posted">New messages, by position.</param>
/// <param name="Revised">Messages posted at or before the position and edited, deleted or reacted to after it, by revision.</param>
/// <param name="Members">Members whose <see cref="Member.Position"/> is above the position.</param>
/// <param name="Receipts">Members whose <see cref="Member.ReceiptPosition"/> is above the position.</param>
public sealed record Changes(
    long Head,
    IReadOnlyList<Message> Posted,
    IReadOnlyList<Message> Revised,
    IReadOnlyList<Member> Members,
    IReadOnlyList<Member> Receipts,
    IReadOnlyList<Conversation> Conversations);
