using Parlance.Core.Events;
using Parlance.Core.Messages;

namespace Parlance.Core.Receipts;

/// <summary>Somebody has read all there is.</summary>
/// <returns>From where to where the member's read watermark moved; what they removed for themselves is left out.</returns>
internal sealed class MarkRead(ConversationId conversation, UserId user) : ChangeEntry<(long AfterSeq, long UptoSeq)>
{
    protected override Outcome<(long AfterSeq, long UptoSeq)> Change(ILogTransaction transaction)
    {
        if (transaction.FindMember(conversation, user) is not { IsJoined: true } member)
            return Refusal.NoSuchConversation;
        if (transaction.MoveReceipt(conversation, user, long.MaxValue, long.MaxValue, transaction.NextPosition) is not { } moved)
            return (member.ReadSeq, member.ReadSeq);
        Emit(new ReceiptMoved(moved));
        return (Math.Max(member.ReadSeq, member.ClearedSeq), moved.ReadSeq);
    }
}
