using Parlance.Core.Events;

namespace Parlance.Core.Messages.Entries;

internal sealed class ReactToMessage(MessageId id, UserId by, string emoji, bool add, DateTimeOffset now) : ChangeEntry<Message>
{
    protected override Outcome<Message> Change(ILogTransaction transaction)
    {
        if (!transaction.RequireVisible(id, by).TryGet(out var found, out var refusal))
            return refusal;
        if (found.Message.IsDeleted)
            return Refusal.Invalid("message", "The message is deleted.");
        if (add && found.Message.Reactions.Count >= MessageRules.MaxReactionsAMessage)
            return MessageRules.TooManyReactions;

        var changed = transaction.React(id, by, emoji, add, now, transaction.NextPosition);
        if (changed is not null)
            Emit(new MessageChanged(changed, MessageChange.Reacted, by, emoji, add));
        return changed ?? found.Message;
    }
}
