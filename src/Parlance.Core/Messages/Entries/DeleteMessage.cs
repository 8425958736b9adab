using Parlance.Core.Conversations;
using Parlance.Core.Events;

namespace Parlance.Core.Messages.Entries;

/// <summary>Senders take their words back; moderators take away other people's. The place in the sequence stays.</summary>
internal sealed class DeleteMessage(MessageId id, UserId by) : ChangeEntry<Message>
{
    protected override Outcome<Message> Change(ILogTransaction transaction)
    {
        if (!transaction.RequireVisible(id, by).TryGet(out var found, out var refusal))
            return refusal;
        if (found.Message.Sender != by && !Rights.MayDeleteOthersMessages(found.Member))
            return Refusal.Forbidden("Only the sender, moderators and the host may delete a message.");
        if (found.Message.IsDeleted)
            return found.Message;

        var deleted = transaction.Delete(id, transaction.NextPosition());
        Emit(new MessageChanged(deleted, MessageChange.Deleted, by));
        return deleted;
    }
}
