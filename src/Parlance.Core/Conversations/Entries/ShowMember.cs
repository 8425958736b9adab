using Parlance.Core.Events;
using Parlance.Core.Messages;

namespace Parlance.Core.Conversations.Entries;

/// <summary>A member is shown by another name or with another avatar in this conversation.</summary>
internal sealed class ShowMember(ConversationId conversation, UserId user, string displayName, string? avatarUrl) : ChangeEntry<Member>
{
    protected override Outcome<Member> Change(ILogTransaction transaction)
    {
        if (!transaction.RequireMember(conversation, user).TryGet(out var member, out var refusal))
            return refusal;
        if (member.DisplayName == displayName && member.AvatarUrl == avatarUrl)
            return member;

        var shown = transaction.SaveMember(member with { DisplayName = displayName, AvatarUrl = avatarUrl, Position = transaction.NextPosition() });
        Emit(new MemberChanged(shown, user));
        return shown;
    }
}
