using Parlance.Core.Conversations;
using Parlance.Core.Events;

namespace Parlance.Core.Messages.Entries;

/// <summary>Senders take their words back; moderators take away other people's. The place in the sequence stays.</summary>
/// <param name="anywhere">By a moderator of the whole server: also where they are no member.</param>
internal sealed class DeleteMessage(MessageId id, UserId by, bool anywhere = false) : ChangeEntry<Message>
{
    protected override Outcome<Message> Change(ILogTransaction transaction)
    {
        if (anywhere)
            return transaction.FindMessage(id) is { } message ? Delete(transaction, message) : Refusal.NoSuchMessage;
        if (!transaction.RequireVisible(id, by).TryGet(out var found, out var refusal))
            return refusal;
        if (found.Message.Sender != by && !Rights.MayDeleteOthersMessages(found.Member))
            return Refusal.Forbidden("Only the sender, moderators and the host may delete a message.");
        return Delete(transaction, found.Message);
    }

    private Message Delete(ILogTransaction transaction, Message message)
    {
        if (message.IsDeleted)
            return message;

        var deleted = transaction.Delete(id, transaction.NextPosition());
        Emit(new MessageChanged(deleted, MessageChange.Deleted, by));
        return deleted;
    }
}
