namespace Parlance.Core.Matchmaking;

/// <summary>Every reason two tickets are not brought together. The names are part of the native wire in snake_case.</summary>
public enum MatchRule
{
    /// <summary>The same account or guest.</summary>
    SameAccount,

    SameDevice,

    /// <summary>One blocks the other.</summary>
    Blocked,

    /// <summary>Text and video do not meet.</summary>
    Mode,

    /// <summary>Somebody under 18 and somebody of 18 or more, both by their own word; never relaxed.</summary>
    Minor,

    /// <summary>They were together a short time ago; holds until one has waited for <see cref="MatchOptions.RecentPatience"/>.</summary>
    Recent,

    Interests,

    Country,

    Language,

    Age,
}
