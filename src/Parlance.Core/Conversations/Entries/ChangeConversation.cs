using Parlance.Core.Events;
using Parlance.Core.Messages;

namespace Parlance.Core.Conversations.Entries;

/// <summary>The host changes or deletes a room or group, or a member renames a smaller circle, or a moderator slows it down.</summary>
/// <param name="change">From what is stored to what shall be; gets the row as it is inside the transaction.</param>
internal sealed class ChangeConversation(ConversationId conversation, UserId by, Func<Conversation, Conversation> change, bool isRename = false, bool isSlowMode = false) : ChangeEntry<Conversation>
{
    protected override Outcome<Conversation> Change(ILogTransaction transaction)
    {
        if (!transaction.RequireMember(conversation, by).TryGet(out var actor, out var refusal))
            return refusal;
        var current = transaction.FindConversation(conversation)!;
        if (!isRename && current.Kind == ConversationKind.Direct)
            return Refusal.Invalid("conversation", "A direct conversation has nothing to configure.");
        if (!(isRename ? Rights.MayRename(actor, current) : isSlowMode ? Rights.MaySlowDown(actor) : Rights.MayConfigure(actor)))
            return Refusal.Forbidden("Only the host may change or delete this conversation.");

        var wanted = change(current);
        if (wanted == current)
            return current;
        var changed = transaction.UpdateConversation(wanted with { Position = transaction.NextPosition() });
        Emit(new ConversationChanged(changed));
        return changed;
    }
}
