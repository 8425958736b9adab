namespace Parlance.Core.Matchmaking;

/// <summary>How a match ended. Stored as its number.</summary>
public enum MatchEnding
{
    /// <summary>It goes on, or the process died with it.</summary>
    Open = 0,

    /// <summary>One asked for the next partner.</summary>
    Next = 1,

    /// <summary>One left without looking for another: closed the page, lost the connection, stopped.</summary>
    Left = 2,

    /// <summary>One was banned.</summary>
    Banned = 3,

    /// <summary>One blocked the other.</summary>
    Blocked = 4,

    /// <summary>The server stopped.</summary>
    Stopped = 5,
}

/// <summary>Who met whom, when and how it ended; nothing of what they said.</summary>
/// <param name="First">Who had waited longer.</param>
public sealed record MatchRecord(MatchId Id, MatchMode Mode, MatchParty First, MatchParty Second, DateTimeOffset StartedAt)
{
    /// <summary>Null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public MatchEnding Ending { get; init; }

    /// <summary><see cref="MatchParty.Key"/> of the one who ended it; null while it goes on or when nobody did.</summary>
    public string? EndedBy { get; init; }
}
