using Parlance.Core.Conversations;
using Parlance.Core.Messages;

namespace Parlance.Core.Receipts;

/// <summary>How far each member has got: two watermarks that only grow. Safe for concurrent use.</summary>
public sealed class ReceiptService(ConversationService conversations, MessageLog log, IMessageStore messages, TimeProvider time)
{
    /// <summary>Moves the caller's watermarks. One row and one event however many messages lie between; neither when nothing moves.</summary>
    /// <param name="deliveredSeq">0 when not reported; above the newest message it counts as the newest. Reading implies delivery.</param>
    /// <returns>The member as it is now.</returns>
    public async Task<Outcome<Member>> MoveAsync(UserId user, ConversationRef reference, long deliveredSeq, long readSeq)
    {
        if (!(await conversations.FindAsMemberAsync(user, reference)).TryGet(out var access, out var refusal))
            return refusal;
        var moved = await log.StoreAsync(new MoveReceipt(access.Conversation.Id, user, deliveredSeq, readSeq, time.GetUtcNow()));
        return moved.TryGet(out var members, out refusal) ? members.After : refusal;
    }

    /// <summary>The caller has read all there is.</summary>
    /// <returns>How many messages of others became read by that; deleted and removed ones are not counted.</returns>
    public Task<Outcome<long>> ReadAllAsync(UserId user, ConversationRef reference, CancellationToken cancellationToken) =>
        MarkAllAsync(user, reference, isRead: true, cancellationToken);

    /// <summary>All there is has reached a device of the caller.</summary>
    /// <returns>As <see cref="ReadAllAsync"/>, of those that became delivered.</returns>
    public Task<Outcome<long>> DeliverAllAsync(UserId user, ConversationRef reference, CancellationToken cancellationToken) =>
        MarkAllAsync(user, reference, isRead: false, cancellationToken);

    private async Task<Outcome<long>> MarkAllAsync(UserId user, ConversationRef reference, bool isRead, CancellationToken cancellationToken)
    {
        if (!(await conversations.FindAsMemberAsync(user, reference)).TryGet(out var access, out var refusal))
            return refusal;
        var id = access.Conversation.Id;
        var entry = new MoveReceipt(id, user, long.MaxValue, isRead ? long.MaxValue : 0, time.GetUtcNow(), isOfAll: true);
        if (!(await log.StoreAsync(entry)).TryGet(out var moved, out refusal))
            return refusal;

        var (before, after) = moved;
        var (from, upto) = isRead ? (before.ReadSeq, after.ReadSeq) : (before.DeliveredSeq, after.DeliveredSeq);
        return upto <= from ? 0 : await messages.CountVisibleAsync(id, Math.Max(from, after.ClearedSeq), upto, user, cancellationToken);
    }
}
