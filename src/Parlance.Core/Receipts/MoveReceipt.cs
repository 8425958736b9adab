using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Messages;

namespace Parlance.Core.Receipts;

/// <summary>Somebody has got further.</summary>
/// <returns>The member before and after; the same when nothing moved.</returns>
internal sealed class MoveReceipt(ConversationId conversation, UserId user, long deliveredSeq, long readSeq, DateTimeOffset now, bool isOfAll = false)
    : ChangeEntry<(Member Before, Member After)>
{
    protected override Outcome<(Member Before, Member After)> Change(ILogTransaction transaction)
    {
        if (transaction.FindMember(conversation, user) is not { IsJoined: true } before)
            return Refusal.NoSuchConversation;
        if (transaction.MoveReceipt(conversation, user, deliveredSeq, readSeq, transaction.NextPosition, now) is not { } after)
            return (before, before);
        Emit(new ReceiptMoved(after) { DeliveredFrom = before.DeliveredSeq, ReadFrom = before.ReadSeq, IsOfAll = isOfAll });
        return (before, after);
    }
}
