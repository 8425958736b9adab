namespace Parlance.Client;

/// <summary>Where to search, and how the hits come.</summary>
public sealed record SearchOptions
{
    /// <summary>False: the best first.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>Null for all one is in.</summary>
    public ConversationRef? Conversation { get; init; }

    /// <summary>User id of the sender; null for anybody.</summary>
    public long? From { get; init; }

    /// <summary>1 to 50; null for 20.</summary>
    public int? Limit { get; init; }

    /// <summary><see cref="SearchPage.Next"/> of the page before, with everything else the same; null for the first.</summary>
    public string? Cursor { get; init; }
}
