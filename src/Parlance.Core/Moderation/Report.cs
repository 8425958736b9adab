using Parlance.Core.Matchmaking;

namespace Parlance.Core.Moderation;

public enum ReportReason
{
    Inappropriate = 0,
    Harassment = 1,
    Spam = 2,
    Underage = 3,
    Other = 4,

    /// <summary>Nobody reported it: a filter of the operator's flagged it.</summary>
    Filter = 5,
}

public enum ReportState
{
    Open = 0,
    Upheld = 1,
    Dismissed = 2,
}

/// <summary>Somebody a report comes from or is about, by what is known of them; anything may be null.</summary>
/// <param name="Key">What stands for a guest without an account in a match.</param>
/// <param name="Device">As <paramref name="Address"/>, only of parties of a match: what can be banned when there is no account.</param>
public sealed record ReportParty(UserId? User, string? Key = null, string? Device = null, string? Address = null);

/// <summary>What somebody told the moderators about somebody else. Immutable but for the decision.</summary>
public sealed record Report
{
    public required ReportId Id { get; init; }

    /// <summary>Neither user nor key when a filter reported.</summary>
    public required ReportParty Reporter { get; init; }

    public required ReportParty Subject { get; init; }

    public required ReportReason Reason { get; init; }

    /// <summary>The reporter's own words; may be empty.</summary>
    public required string Description { get; init; }

    public MatchId? Match { get; init; }

    public MessageId? Message { get; init; }

    public ConversationId? Conversation { get; init; }

    /// <summary>What the reporter's program called the occasion, unchecked; at most <see cref="ReportRules.MaxSession"/> characters.</summary>
    public string? Session { get; init; }

    /// <summary>What there was to see when it was reported; null when the report is about an account as such.</summary>
    public ReportEvidence? Evidence { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public ReportState State { get; init; }

    public UserId? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? Note { get; init; }

    /// <summary>Who reports whom for what, as one text; the store keeps one open report of each.</summary>
    public string Same => $"{Who(Reporter)} {Who(Subject)} {(Message is { } message ? $"message:{message}" : Match is { } match ? $"match:{match}" : "account")}";

    /// <summary>The other one of a match, as its record knows them.</summary>
    internal static ReportParty PartyOf(MatchParty party) =>
        new(party.User, party.User is null ? party.Key : null, party.Device, party.Address.Length > 0 ? party.Address : null);

    private static string Who(ReportParty party) => party.User is { } user ? $"user:{user}" : party.Key is { } key ? $"key:{key}" : "nobody";
}
