namespace Parlance.Core.Conversations;

/// <summary>A conversation and the caller's place in it.</summary>
/// <param name="Member">Null, or not joined, when the caller is not in it.</param>
public sealed record Access(Conversation Conversation, Member? Member)
{
    /// <summary>One of the two of this direct conversation blocks the other: they read what was written, and write no more.</summary>
    public bool IsBlocked { get; init; }

    public bool IsMember => Member is { IsJoined: true };

    /// <summary>Whether the caller may know that the conversation exists when asking for it in this way: as <see cref="MaySee"/>, but whoever is not in a
    /// private room must know its key. Numbers can be counted through.</summary>
    public bool MaySeeBy(ConversationRef reference) =>
        MaySee && (IsMember || Conversation.Privacy != Privacy.Private || reference.Key is not null);

    /// <summary>Whether the caller may know that the conversation exists: members of anything, everybody of rooms.</summary>
    public bool MaySee => !Conversation.IsDeleted && (IsMember || Conversation.Kind == ConversationKind.Room);
}
