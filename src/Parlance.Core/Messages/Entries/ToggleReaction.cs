using Parlance.Core.Events;

namespace Parlance.Core.Messages.Entries;

/// <summary>One reaction a person, as some dialects have it: the same again takes it back, another replaces all the person had.</summary>
internal sealed class ToggleReaction(MessageId id, UserId by, string emoji, DateTimeOffset now) : ChangeEntry<(Message Message, ReactionChange Change)>
{
    protected override Outcome<(Message Message, ReactionChange Change)> Change(ILogTransaction transaction)
    {
        if (!transaction.RequireVisible(id, by).TryGet(out var found, out var refusal))
            return refusal;
        if (found.Message.IsDeleted)
            return Refusal.Invalid("message", "The message is deleted.");

        var own = found.Message.Reactions.Where(reaction => reaction.User == by).Select(reaction => reaction.Emoji).ToArray();
        var isTakenBack = own.Contains(emoji);
        if (!isTakenBack && own.Length == 0 && found.Message.Reactions.Count >= MessageRules.MaxReactionsAMessage)
            return MessageRules.TooManyReactions;

        var message = found.Message;
        foreach (var old in own)
            message = React(transaction, old, add: false) ?? message;
        if (!isTakenBack)
            message = React(transaction, emoji, add: true) ?? message;
        return (message, isTakenBack ? ReactionChange.TakenBack : own.Length > 0 ? ReactionChange.Replaced : ReactionChange.Added);
    }

    private Message? React(ILogTransaction transaction, string what, bool add)
    {
        var changed = transaction.React(id, by, what, add, now, transaction.NextPosition);
        if (changed is not null)
            Emit(new MessageChanged(changed, MessageChange.Reacted, by, what, add));
        return changed;
    }
}
