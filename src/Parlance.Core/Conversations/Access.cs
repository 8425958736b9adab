namespace Parlance.Core.Conversations;

/// <summary>A conversation and the caller's place in it.</summary>
/// <param name="Member">Null, or not joined, when the caller is not in it.</param>
public sealed record Access(Conversation Conversation, Member? Member)
{
    public bool IsMember => Member is { IsJoined: true };

    /// <summary>Whether the caller may know that the conversation exists: members of anything, everybody of rooms (who knows a private room's key may come in).</summary>
    public bool MaySee => !Conversation.IsDeleted && (IsMember || Conversation.Kind == ConversationKind.Room);
}
