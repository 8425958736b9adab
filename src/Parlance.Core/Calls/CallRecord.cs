namespace Parlance.Core.Calls;

public enum CallRecordKind
{
    /// <summary>Of two who were brought together at random; the id is the match's.</summary>
    Match = 0,
    Direct = 1,
    Mesh = 2,
    Broadcast = 3,
}

/// <summary>How far somebody came. Stored as their sum.</summary>
[Flags]
public enum CallStages
{
    None = 0,
    Invited = 1,

    /// <summary>Came in; whoever called did so by calling.</summary>
    Answered = 2,

    /// <summary>Sent a signal.</summary>
    Signalled = 4,

    /// <summary>Media flow, as the client says.</summary>
    Connected = 8,
}

/// <summary>Kind of an ICE candidate. Stored as its number.</summary>
public enum CandidateType
{
    Host = 1,
    ServerReflexive = 2,
    PeerReflexive = 3,
    Relay = 4,
}

/// <summary>One call as it is kept: who, when and how it went; nothing of what was said or shown.</summary>
/// <param name="Id">Of the call, or of the match.</param>
public sealed record CallRecord(Guid Id, CallRecordKind Kind, ConversationId? Conversation, DateTimeOffset StartedAt)
{
    /// <summary>Place among the records; grows.</summary>
    public long Number { get; init; }

    /// <summary>Null while it goes on, when the process died with it, and for matches, whose own record says.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public CallEnding? Ending { get; init; }

    public IReadOnlyList<CallParty> Parties { get; init; } = [];
}

/// <summary>One person in a call, all their devices together.</summary>
/// <param name="Key">A user's id in digits; for those without an account what the match calls them.</param>
public sealed record CallParty(string Key, UserId? User)
{
    public CallStages Stages { get; init; }

    public CandidateType? Local { get; init; }

    public CandidateType? Remote { get; init; }

    /// <summary>From wanting the call to media that flow, as the client says.</summary>
    public TimeSpan? Setup { get; init; }

    public CallEnding? Ending { get; init; }

    /// <summary>What the client says of the end, in a word of its own; null when it says nothing.</summary>
    public string? Reported { get; init; }

    public static CallParty Of(UserId user) => new(user.ToString(), user);
}
