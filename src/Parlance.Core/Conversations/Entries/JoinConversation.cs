using Parlance.Core.Events;
using Parlance.Core.Messages;

namespace Parlance.Core.Conversations.Entries;

/// <summary>Somebody comes in: by themselves, or brought by a member.</summary>
/// <param name="by">Who brings the newcomer; the newcomer themselves when they join.</param>
/// <param name="checkedHash">The password hash the caller was checked against, null when none was needed: if it changed meanwhile, they must ask again.</param>
/// <param name="away">Who may lose their place to the newcomer when the room is full, the first of them first, as they were when that was found out.</param>
/// <param name="isHere">Whether somebody is back; never waits.</param>
internal sealed class JoinConversation(
    ConversationId conversation, Newcomer newcomer, UserId by, string? checkedHash, DateTimeOffset now, IReadOnlyList<Member> away, Func<UserId, bool> isHere)
    : ChangeEntry<Access>
{
    protected override Outcome<Access> Change(ILogTransaction transaction)
    {
        if (transaction.FindConversation(conversation) is not { IsDeleted: false } current)
            return Refusal.NoSuchConversation;

        var existing = transaction.FindMember(conversation, newcomer.User);
        if (existing is { IsJoined: true })
            return new Access(current, existing);

        if (existing is { State: MemberState.Banned })
            return new Refusal(RefusalCode.Banned, "This person is banned from the conversation.", "Ask its host to lift the ban.");
        if (by == newcomer.User && current.Privacy == Privacy.Password && current.PasswordHash != checkedHash)
            return ConversationRefusals.PasswordRequired;
        if (current.MemberCount >= current.MaxMembers && !TryMakeRoom(transaction))
            return new Refusal(RefusalCode.Full, $"The room is full: it holds {current.MaxMembers} members.", "Wait until somebody leaves, or ask the host for a larger room.");

        // Whoever comes back keeps the role of a plain member: rank is given, not remembered.
        var member = transaction.Bring(newcomer, conversation, now);
        var joined = transaction.FindConversation(conversation)!;
        Emit(new MemberChanged(member, by, joined));
        return new Access(joined, member);
    }

    private bool TryMakeRoom(ILogTransaction transaction)
    {
        foreach (var candidate in away)
        {
            if (transaction.FindMember(conversation, candidate.User) is not { IsJoined: true, Role: MemberRole.Member } member
                || member.Position != candidate.Position || isHere(member.User))
            {
                continue;
            }

            var gone = transaction.SaveMember(member with { State = MemberState.Left, Position = transaction.NextPosition() });
            Emit(new MemberChanged(gone, gone.User));
            return true;
        }

        return false;
    }
}
