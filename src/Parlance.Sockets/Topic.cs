using Parlance.Core;

namespace Parlance.Sockets;

public enum TopicKind : byte
{
    /// <summary>Everything that happens in one conversation.</summary>
    Conversation,

    /// <summary>The connections of one user.</summary>
    User,

    /// <summary>Those who watch one user's presence and profile.</summary>
    Presence,

    /// <summary>What one connection that looks for partners is told.</summary>
    Seeker,
}

/// <summary>What a connection can follow.</summary>
public readonly record struct Topic(TopicKind Kind, long Id)
{
    public static Topic Of(ConversationId conversation) => new(TopicKind.Conversation, conversation.Value);

    public static Topic Of(UserId user) => new(TopicKind.User, user.Value);

    public static Topic Of(SeekerId seeker) => new(TopicKind.Seeker, seeker.Value);

    public static Topic PresenceOf(UserId user) => new(TopicKind.Presence, user.Value);
}
