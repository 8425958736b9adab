namespace Parlance.Core.Moderation;

public enum FilterKind
{
    /// <summary>Whole words, one or several in a row, in any case and with or without accents.</summary>
    Word = 0,

    /// <summary>Links to a host and to everything below it: `example.com` also finds `www.example.com`.</summary>
    Link = 1,
}

/// <summary>The strictest wins where several apply; masking and flagging go together.</summary>
public enum FilterAction
{
    Refuse = 0,

    /// <summary>What is found is replaced by as many asterisks.</summary>
    Mask = 1,

    /// <summary>The text goes out as it is, and the moderators get a report.</summary>
    Flag = 2,
}

/// <summary>What the operator does not want said.</summary>
/// <param name="Pattern">As it was given; a host in its ASCII form.</param>
public sealed record TextFilter(FilterId Id, FilterKind Kind, string Pattern, FilterAction Action, DateTimeOffset CreatedAt, UserId? CreatedBy);

/// <summary>What filters make of a text.</summary>
/// <param name="Masked">The text that may be said instead; null when it may be said as it is.</param>
public readonly record struct FilterVerdict(bool IsRefused, string? Masked, bool IsFlagged);
