using Parlance.Core.Events;
using Parlance.Core.Messages;

namespace Parlance.Core.Conversations.Entries;

/// <summary>The host gives or takes a role. Giving away the role of host makes oneself a moderator.</summary>
internal sealed class ChangeRole(ConversationId conversation, UserId user, MemberRole role, UserId by) : ChangeEntry<Member>
{
    protected override Outcome<Member> Change(ILogTransaction transaction)
    {
        if (!transaction.RequireMember(conversation, by).TryGet(out var actor, out var refusal))
            return refusal;
        if (!Rights.MayConfigure(actor))
            return Refusal.Forbidden("Only the host may change roles.");
        if (transaction.FindMember(conversation, user) is not { IsJoined: true } target)
            return Refusal.NoSuchUser;
        if (by == user)
            return Refusal.Invalid("user", "The host gives the role away by making somebody else host.");
        if (target.Role == role)
            return target;

        if (role == MemberRole.Host)
        {
            var stepsDown = transaction.SaveMember(actor with { Role = MemberRole.Moderator, Position = transaction.NextPosition() });
            Emit(new MemberChanged(stepsDown, by));
            var details = transaction.FindConversation(conversation)!;
            Emit(new ConversationChanged(transaction.UpdateConversation(details with { Host = user, Position = transaction.NextPosition() })));
        }

        var changed = transaction.SaveMember(target with { Role = role, Position = transaction.NextPosition() });
        Emit(new MemberChanged(changed, by));
        return changed;
    }
}
