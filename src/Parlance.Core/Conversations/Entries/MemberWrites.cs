using Parlance.Core.Messages;

namespace Parlance.Core.Conversations.Entries;

internal static class MemberWrites
{
    /// <summary>Makes somebody a joined member under a fresh position.</summary>
    public static Member Bring(this ILogTransaction transaction, Newcomer newcomer, ConversationId conversation, DateTimeOffset now) =>
        transaction.SaveMember(new Member
        {
            Conversation = conversation,
            User = newcomer.User,
            Role = newcomer.Role,
            State = MemberState.Joined,
            DisplayName = newcomer.DisplayName,
            AvatarUrl = newcomer.AvatarUrl,
            JoinedAt = now,
            Position = transaction.NextPosition(),
        });

    /// <summary>The caller's own row, or the refusal that does not tell whether the conversation exists.</summary>
    public static Outcome<Member> RequireMember(this ILogTransaction transaction, ConversationId conversation, UserId user) =>
        transaction.FindConversation(conversation) is { IsDeleted: false } && transaction.FindMember(conversation, user) is { IsJoined: true } member
            ? member
            : Refusal.NoSuchConversation;
}
