namespace Parlance.Client;

/// <param name="Size">Bytes.</param>
/// <param name="Width">Of a picture, in pixels, as its sender says. Null, as <paramref name="Height"/> then is, when unknown.</param>
public sealed record Attachment(string Url, string Name, string ContentType, long Size, int? Width = null, int? Height = null);

/// <summary>Who reacted with one emoji.</summary>
public sealed record Reaction
{
    public string Emoji { get; init; } = "";

    public IReadOnlyList<long> Users { get => field ?? []; init; } = [];
}

/// <summary>A message as it is now; in a live event, as it was posted.</summary>
public sealed record Message
{
    public long Conversation { get; init; }

    /// <summary>1, 2, 3 … within the conversation, without gaps.</summary>
    public long Seq { get; init; }

    public long Position { get; init; }

    public long Id { get; init; }

    public long Sender { get; init; }

    /// <summary>The sender's name when the message was sent.</summary>
    public string Name { get; init; } = "";

    public string? AvatarUrl { get; init; }

    /// <summary>`text` unless the sender said otherwise.</summary>
    public string Kind { get => field ?? "text"; init; } = "text";

    /// <summary>Empty when deleted.</summary>
    public string Content { get => field ?? ""; init; } = "";

    public string? ClientId { get; init; }

    public DateTimeOffset SentAt { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>Id of the message answered.</summary>
    public long? ReplyTo { get; init; }

    /// <summary>User ids of members who are to notice the message.</summary>
    public IReadOnlyList<long> Mentions { get => field ?? []; init; } = [];

    public IReadOnlyList<Attachment> Attachments { get => field ?? []; init; } = [];

    public IReadOnlyList<Reaction> Reactions { get => field ?? []; init; } = [];

    public bool Deleted { get; init; }
}
