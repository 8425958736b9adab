namespace Parlance.Core.Conversations;

/// <summary>What a member's role lets them do. One place, so that no dialect has rules of its own.</summary>
public static class Rights
{
    /// <summary>Change name, description, thumbnail, privacy and password; delete the conversation; change roles.</summary>
    public static bool MayConfigure(Member member) => member.Role >= MemberRole.Host;

    /// <summary>Change the name: in a room the host, in smaller circles everybody.</summary>
    public static bool MayRename(Member member, Conversation conversation) => conversation.Kind != ConversationKind.Room || MayConfigure(member);

    /// <summary>Have members wait between two messages.</summary>
    public static bool MaySlowDown(Member member) => member.Role >= MemberRole.Moderator;

    /// <summary>Put out or ban <paramref name="other"/>: only those below one's own role.</summary>
    public static bool MayRemove(Member member, Member other) => member.Role >= MemberRole.Moderator && other.Role < member.Role;

    /// <summary>Delete other people's messages.</summary>
    public static bool MayDeleteOthersMessages(Member member) => member.Role >= MemberRole.Moderator;
}
