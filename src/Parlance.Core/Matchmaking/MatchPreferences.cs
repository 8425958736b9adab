namespace Parlance.Core.Matchmaking;

public enum MatchMode
{
    Video = 0,
    Text = 1,
}

/// <summary>What somebody is, and what their partner should be. All of it is optional, and what is not given is neither offered nor wished for.</summary>
/// <remarks>Made by <see cref="PreferenceRules.Normalize"/>: texts are trimmed and folded, lists hold each value once.</remarks>
public sealed record MatchPreferences
{
    public static readonly MatchPreferences None = new();

    /// <summary>Only people of one mode meet; this is never relaxed.</summary>
    public MatchMode Mode { get; init; }

    /// <summary>Languages spoken, as lower-case BCP 47 primary tags: `es`. The partner should share one.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Own country, two upper-case letters; null when not told.</summary>
    public string? Country { get; init; }

    /// <summary>Countries the partner should be from.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Own interests, folded. The partner should share one.</summary>
    public IReadOnlyList<string> Interests { get; init; } = [];

    /// <summary>Own age in years; null when not told.</summary>
    public int? Age { get; init; }

    /// <summary>The partner should be at least this old; null for no limit.</summary>
    public int? MinAge { get; init; }

    /// <summary>The partner should be at most this old; null for no limit.</summary>
    public int? MaxAge { get; init; }
}
