using Parlance.Core.Conversations;
using Parlance.Core.Messages;

namespace Parlance.Core.Receipts;

/// <summary>How far each member has got: two watermarks that only grow. Safe for concurrent use.</summary>
public sealed class ReceiptService(ConversationService conversations, MessageLog log)
{
    /// <summary>Moves the caller's watermarks. One row and one event however many messages lie between; neither when nothing moves.</summary>
    /// <param name="deliveredSeq">0 when not reported; above the newest message it counts as the newest. Reading implies delivery.</param>
    /// <returns>The member as it is now.</returns>
    public async Task<Outcome<Member>> MoveAsync(UserId user, ConversationRef reference, long deliveredSeq, long readSeq)
    {
        if (!(await conversations.FindAsMemberAsync(user, reference)).TryGet(out var access, out var refusal))
            return refusal;
        return await log.StoreAsync(new MoveReceipt(access.Conversation.Id, user, deliveredSeq, readSeq));
    }
}
