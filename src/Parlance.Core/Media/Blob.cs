namespace Parlance.Core.Media;

public enum BlobKind
{
    /// <summary>Referenced by its owner's profile.</summary>
    Avatar = 0,

    /// <summary>Referenced by a conversation.</summary>
    Thumbnail = 1,

    /// <summary>Sent by its owner with the message whose client id is <see cref="AttachmentFile.ClientIdOf"/>.</summary>
    Attachment = 2,
}

/// <summary>What is known of a stored file beside its bytes.</summary>
/// <param name="Owner">Null for what belongs to a conversation.</param>
public sealed record Blob(string Name, BlobKind Kind, UserId? Owner, string ContentType, long Size, DateTimeOffset CreatedAt)
{
    /// <summary>Null until the conversation that shows it is stored.</summary>
    public ConversationId? Conversation { get; init; }

    /// <summary>Was referenced once. A file that never was is still being handed over, or was forgotten when the process died.</summary>
    public bool WasUsed { get; init; }
}
