using Parlance.Core.Events;
using Parlance.Core.Messages;

namespace Parlance.Core.Conversations.Entries;

/// <summary>A moderator of the server deletes a room or group, member of it or not.</summary>
internal sealed class CloseRoom(ConversationId conversation) : ChangeEntry<Conversation>
{
    protected override Outcome<Conversation> Change(ILogTransaction transaction)
    {
        if (transaction.FindConversation(conversation) is not { Kind: ConversationKind.Room or ConversationKind.Group } current)
            return Refusal.NoSuchConversation;
        if (current.IsDeleted)
            return current;
        var closed = transaction.UpdateConversation(current with { IsDeleted = true, Position = transaction.NextPosition() });
        Emit(new ConversationChanged(closed));
        return closed;
    }
}
