namespace Parlance.Client;

/// <summary>What a message may have besides its text.</summary>
public sealed record SendOptions
{
    /// <summary>Null for `text`; at most 32 characters.</summary>
    public string? Kind { get; init; }

    /// <summary>Id of the message answered.</summary>
    public long? ReplyTo { get; init; }

    /// <summary>User ids of members who are to notice the message; at most 20.</summary>
    public IReadOnlyList<long>? Mentions { get; init; }

    /// <summary>At most 10.</summary>
    public IReadOnlyList<Attachment>? Attachments { get; init; }
}
