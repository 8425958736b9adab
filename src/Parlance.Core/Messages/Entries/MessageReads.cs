using Parlance.Core.Conversations;

namespace Parlance.Core.Messages.Entries;

internal static class MessageReads
{
    /// <summary>The message and the caller's place in its conversation; what one may not see is not told from what does not exist.</summary>
    public static Outcome<(Message Message, Member Member)> RequireVisible(this ILogTransaction transaction, MessageId id, UserId user) =>
        transaction.FindMessage(id) is { } message
        && transaction.FindConversation(message.Conversation) is { IsDeleted: false }
        && transaction.FindMember(message.Conversation, user) is { IsJoined: true } member
            ? (message, member)
            : Refusal.NoSuchMessage;
}
