using Parlance.Core.Events;

namespace Parlance.Core.Messages.Entries;

/// <summary>Senders change their own words, and whom they mention with them.</summary>
/// <param name="mentions">Null leaves them as they are.</param>
internal sealed class EditMessage(MessageId id, UserId by, string content, IReadOnlyList<UserId>? mentions, DateTimeOffset now) : ChangeEntry<Message>
{
    public static readonly Refusal NotAllMembers = Refusal.Invalid("mentions", "`mentions` names somebody who is not in this conversation.");

    protected override Outcome<Message> Change(ILogTransaction transaction)
    {
        if (!transaction.RequireVisible(id, by).TryGet(out var found, out var refusal))
            return refusal;
        if (found.Message.Sender != by)
            return Refusal.Forbidden("Only the sender may edit a message.");
        if (found.Message.IsDeleted)
            return Refusal.Invalid("message", "The message is deleted.");

        // Whoever was mentioned and has left since may stay mentioned.
        var added = (mentions ?? []).Except(found.Message.Mentions);
        if (added.Any(user => transaction.FindMember(found.Message.Conversation, user) is not { IsJoined: true }))
            return NotAllMembers;
        if (found.Message.Content == content && (mentions is null || mentions.SequenceEqual(found.Message.Mentions)))
            return found.Message;

        var edited = transaction.Edit(id, content, now, transaction.NextPosition(), mentions);
        Emit(new MessageChanged(edited, MessageChange.Edited, by));
        return edited;
    }
}
