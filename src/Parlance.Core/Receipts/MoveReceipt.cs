using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Messages;

namespace Parlance.Core.Receipts;

internal sealed class MoveReceipt(ConversationId conversation, UserId user, long deliveredSeq, long readSeq) : ChangeEntry<Member>
{
    protected override Outcome<Member> Change(ILogTransaction transaction)
    {
        if (transaction.FindMember(conversation, user) is not { IsJoined: true } member)
            return Refusal.NoSuchConversation;
        var moved = transaction.MoveReceipt(conversation, user, deliveredSeq, readSeq, transaction.NextPosition);
        if (moved is not null)
            Emit(new ReceiptMoved(moved));
        return moved ?? member;
    }
}
