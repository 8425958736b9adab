using Parlance.Core.Events;
using Parlance.Core.Messages;

namespace Parlance.Core.Conversations.Entries;

/// <summary>One of the two closes a direct conversation for both. Nothing is lost: opening it again brings it back.</summary>
internal sealed class CloseDirect(ConversationId conversation, UserId by) : ChangeEntry<Conversation>
{
    protected override Outcome<Conversation> Change(ILogTransaction transaction)
    {
        if (!transaction.RequireMember(conversation, by).TryGet(out _, out var refusal))
            return refusal;
        var current = transaction.FindConversation(conversation)!;
        if (current.Kind != ConversationKind.Direct)
            return Refusal.Invalid("conversation", "Only a direct conversation is closed; leave or delete this one.");

        var closed = transaction.UpdateConversation(current with { IsDeleted = true, Position = transaction.NextPosition() });
        Emit(new ConversationChanged(closed));
        return closed;
    }
}
