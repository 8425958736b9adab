namespace Parlance.Core.Messages;

/// <param name="Url">Absolute or starting with `/media/`.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Width">Of a picture, in pixels, as its sender says: pages leave that much room before it comes. Null, as <paramref name="Height"/> then is, when unknown.</param>
public sealed record Attachment(string Url, string Name, string ContentType, long Size, int? Width = null, int? Height = null);

/// <summary>Who reacted with what and when, in the order the reactions came.</summary>
public sealed record Reaction(UserId User, string Emoji, DateTimeOffset At)
{
    public bool Is(UserId user, string emoji) => User == user && Emoji == emoji;
}

/// <summary>What <see cref="MessageService.ToggleReactionAsync"/> came to.</summary>
public enum ReactionChange
{
    Added,
    Replaced,
    TakenBack,
}

/// <summary>A stored message. Immutable: a change yields a new record with a higher <see cref="Revision"/>.</summary>
public sealed record Message
{
    /// <summary>Also the log position at which it was posted.</summary>
    public required MessageId Id { get; init; }

    public required ConversationId Conversation { get; init; }

    /// <summary>As <see cref="Conversations.Conversation.PublicKey"/>.</summary>
    public required string ConversationKey { get; init; }

    /// <summary>1, 2, 3 … within the conversation, without gaps: a deleted message keeps its place.</summary>
    public required long Seq { get; init; }

    public required UserId Sender { get; init; }

    /// <summary>As <see cref="Accounts.User.Key"/>.</summary>
    public required string SenderKey { get; init; }

    /// <summary>As it was when the message was sent.</summary>
    public required string SenderName { get; init; }

    public string? SenderAvatar { get; init; }

    /// <summary>`text`, or a dialect's own word (`image`, `system`, …); at most 32 characters.</summary>
    public string Kind { get; init; } = "text";

    /// <summary>Exactly as sent; empty when deleted.</summary>
    public required string Content { get; init; }

    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    public MessageId? ReplyTo { get; init; }

    /// <summary>Members who are to notice this message; each was in the conversation when they were named.</summary>
    public IReadOnlyList<UserId> Mentions { get; init; } = [];

    /// <summary>The sender's own id for this message, unique per sender for as long as the message exists; null when the sender gave none.</summary>
    public string? ClientId { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    public bool IsDeleted { get; init; }

    public IReadOnlyList<Reaction> Reactions { get; init; } = [];

    /// <summary>Log position of the last edit, deletion or reaction; 0 while there was none.</summary>
    public long Revision { get; init; }
}
