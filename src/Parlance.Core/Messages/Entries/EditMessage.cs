using Parlance.Core.Events;

namespace Parlance.Core.Messages.Entries;

/// <summary>Senders change their own words.</summary>
internal sealed class EditMessage(MessageId id, UserId by, string content, DateTimeOffset now) : ChangeEntry<Message>
{
    protected override Outcome<Message> Change(ILogTransaction transaction)
    {
        if (!transaction.RequireVisible(id, by).TryGet(out var found, out var refusal))
            return refusal;
        if (found.Message.Sender != by)
            return Refusal.Forbidden("Only the sender may edit a message.");
        if (found.Message.IsDeleted)
            return Refusal.Invalid("message", "The message is deleted.");
        if (found.Message.Content == content)
            return found.Message;

        var edited = transaction.Edit(id, content, now, transaction.NextPosition());
        Emit(new MessageChanged(edited, MessageChange.Edited, by));
        return edited;
    }
}
