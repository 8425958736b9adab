using Parlance.Core.Events;
using Parlance.Core.Messages;

namespace Parlance.Core.Conversations.Entries;

/// <summary>Somebody goes, or is put out. A host who goes hands on to the member with the highest role who has been there longest.</summary>
internal sealed class LeaveConversation(ConversationId conversation, UserId user, UserId by, MemberState into) : ChangeEntry<Member>
{
    protected override Outcome<Member> Change(ILogTransaction transaction)
    {
        if (!transaction.RequireMember(conversation, by).TryGet(out var actor, out var refusal))
            return refusal;

        var isSelf = by == user;
        var target = isSelf ? actor : transaction.FindMember(conversation, user);
        if (target is not { IsJoined: true } && !(target is not null && into == MemberState.Banned))
            return Refusal.NoSuchUser;
        if (!isSelf && !Rights.MayRemove(actor, target))
            return Refusal.Forbidden("Only moderators and the host may put out members below their own role.");

        var details = transaction.FindConversation(conversation)!;
        if (details.Kind == ConversationKind.Direct)
            return Refusal.Invalid("conversation", "A direct conversation cannot be left; block the person instead.");

        var gone = transaction.SaveMember(target with { State = into, Role = MemberRole.Member, Position = transaction.NextPosition() });
        Emit(new MemberChanged(gone, by));
        if (target.Role == MemberRole.Host)
            HandOn(transaction);
        return gone;
    }

    private void HandOn(ILogTransaction transaction)
    {
        var details = transaction.FindConversation(conversation)!; // as it is without the one who went
        var successor = transaction.FindSuccessor(conversation, user);
        if (successor is not null)
        {
            successor = transaction.SaveMember(successor with { Role = MemberRole.Host, Position = transaction.NextPosition() });
            Emit(new MemberChanged(successor, by));
        }

        var changed = transaction.UpdateConversation(details with { Host = successor?.User, Position = transaction.NextPosition() });
        Emit(new ConversationChanged(changed));
    }
}
