using System.Text.Json.Serialization;
using Parlance.Core.Moderation;
using Parlance.Dialects.Hosting;

namespace Parlance.Dialects.Native.Wire;

// Commands and bodies of reports, blocks and moderation. Times are Unix milliseconds.

/// <summary>About a `user`, a `message` or the other one of a `match`.</summary>
public sealed record ReportCommand([property: JsonRequired] string Reason)
{
    public long? User { get; init; }

    public long? Message { get; init; }

    public string? Match { get; init; }

    public string? Description { get; init; }

    /// <summary>Where the connection or request comes from; for the limits, never read from a frame.</summary>
    [JsonIgnore]
    internal System.Net.IPAddress? Address { get; init; }

    [JsonIgnore]
    internal string? Device { get; init; }
}

public sealed record BlockCommand([property: JsonRequired] long User);

public sealed record BlocksCommand;

public sealed record DecisionBody([property: JsonRequired] string State)
{
    public string? Note { get; init; }

    /// <summary>`user`, `device` or `address` of the subject, when it shall be banned.</summary>
    public string? Ban { get; init; }

    /// <summary>Seconds; absent for good.</summary>
    public long? BanDurationS { get; init; }
}

/// <summary>One of `user`, `device` and `address`.</summary>
public sealed record BanBody([property: JsonRequired] string Reason)
{
    public long? User { get; init; }

    public string? Device { get; init; }

    /// <summary>`203.0.113.7`, `203.0.113.0/24`, `2001:db8::/48`.</summary>
    public string? Address { get; init; }

    /// <summary>Seconds; absent for good.</summary>
    public long? DurationS { get; init; }

    /// <summary>Also when it locks the caller out.</summary>
    public bool Force { get; init; }
}

public sealed record StaffBody([property: JsonRequired] string Role)
{
    public string? Reason { get; init; }
}

/// <param name="Kind">`word` or `link`.</param>
/// <param name="Action">`refuse`, `mask` or `flag`.</param>
public sealed record FilterBody([property: JsonRequired] string Kind, [property: JsonRequired] string Pattern, [property: JsonRequired] string Action);

public sealed record ReportMadeReply(long Report, string State);

/// <param name="Users">Whom the caller blocks, by id.</param>
public sealed record BlocksReply(IReadOnlyList<WireUser> Users);

/// <param name="Next">`before` of the next page; null when this is the last. So in all replies below.</param>
public sealed record ReportsReply(IReadOnlyList<WireReport> Reports, long? Next);

public sealed record ReportReply(WireReport Report);

public sealed record BansReply(IReadOnlyList<WireBan> Bans, long? Next);

public sealed record BanReply(WireBan Ban);

public sealed record AuditReply(IReadOnlyList<WireAudit> Entries, long? Next);

public sealed record FiltersReply(IReadOnlyList<WireFilter> Filters);

public sealed record FilterReply(WireFilter Filter);

public sealed record MatchRecordsReply(IReadOnlyList<WireMatchRecord> Matches, long? Next);

/// <param name="Refusals">Newest last; of this node since it started.</param>
public sealed record RefusalsReply(IReadOnlyList<WireRefusal> Refusals);

/// <param name="BannedUntil">Null when not banned, -1 when for good.</param>
public sealed record ModeratedUserReply(
    WireUser User, long? BannedUntil, IReadOnlyList<WireReport> Reports, IReadOnlyList<WireBan> Bans, IReadOnlyList<WireAudit> Audit);

public sealed record WireReportParty(long? User, string? Key, string? Device, string? Address)
{
    public static WireReportParty Of(ReportParty party) => new(party.User?.Value, party.Key, party.Device, party.Address);
}

public sealed record WireEvidenceMessage(long Id, long Sender, string Name, string Kind, string Content, IReadOnlyList<string> Attachments, long SentAt)
{
    public static WireEvidenceMessage Of(EvidenceMessage m) => new(m.Id, m.Sender, m.SenderName, m.Kind, m.Content, m.Attachments, m.SentAt);
}

public sealed record WireEvidenceMatch(string Id, long StartedAt, long? EndedAt);

/// <summary>What there was to see when it was reported.</summary>
public sealed record WireEvidence(WireEvidenceMessage? Message, IReadOnlyList<WireEvidenceMessage> Before, WireEvidenceMatch? Match)
{
    public static WireEvidence Of(ReportEvidence e) => new(
        e.Message is null ? null : WireEvidenceMessage.Of(e.Message), [.. e.Before.Select(WireEvidenceMessage.Of)],
        e.Match is { } match ? new WireEvidenceMatch(match.Id, match.StartedAt, match.EndedAt) : null);
}

public sealed record WireReport(
    long Id, string State, string Reason, string Description, WireReportParty Reporter, WireReportParty Subject, long? Message, long? Conversation, string? Match, string? Session,
    WireEvidence? Evidence, long CreatedAt, long? DecidedBy, long? DecidedAt, string? Note)
{
    public static WireReport Of(Report r) => new(
        r.Id.Value, ModerationWords.Of(r.State), ModerationWords.Of(r.Reason), r.Description, WireReportParty.Of(r.Reporter), WireReportParty.Of(r.Subject), r.Message?.Value,
        r.Conversation?.Value, r.Match?.ToString(), r.Session, r.Evidence is null ? null : WireEvidence.Of(r.Evidence), r.CreatedAt.ToUnixTimeMilliseconds(), r.DecidedBy?.Value,
        r.DecidedAt?.ToUnixTimeMilliseconds(), r.Note);
}

/// <param name="Kind">`account`, `device` or `address`.</param>
/// <param name="ExpiresAt">Null for good.</param>
/// <param name="CreatedBy">Null for the operator at the command line.</param>
public sealed record WireBan(long Id, string Kind, string Target, string Reason, long? ExpiresAt, long CreatedAt, long? CreatedBy, long? LiftedAt, long? LiftedBy)
{
    public static WireBan Of(Ban b) => new(
        b.Id.Value, ModerationWords.Of(b.Kind), b.Target, b.Reason, b.ExpiresAt == DateTimeOffset.MaxValue ? null : b.ExpiresAt.ToUnixTimeMilliseconds(),
        b.CreatedAt.ToUnixTimeMilliseconds(), b.CreatedBy?.Value, b.LiftedAt?.ToUnixTimeMilliseconds(), b.LiftedBy?.Value);
}

/// <param name="Actor">Null for the operator at the command line.</param>
public sealed record WireAudit(long Id, long At, long? Actor, string Action, long? Subject, string? Target, string? Reason, IReadOnlyDictionary<string, string> Details)
{
    public static WireAudit Of(AuditEntry e) => new(e.Id, e.At.ToUnixTimeMilliseconds(), e.Actor?.Value, e.Action, e.Subject?.Value, e.Target, e.Reason, e.Details);
}

public sealed record WireFilter(long Id, string Kind, string Pattern, string Action, long CreatedAt, long? CreatedBy)
{
    public static WireFilter Of(TextFilter f) =>
        new(f.Id.Value, ModerationWords.Of(f.Kind), f.Pattern, ModerationWords.Of(f.Action), f.CreatedAt.ToUnixTimeMilliseconds(), f.CreatedBy?.Value);
}

public sealed record WireMatchParty(string Key, long? User, string Name, string? Device, string Address, string Dialect)
{
    public static WireMatchParty Of(Core.Matchmaking.MatchParty p) => new(p.Key, p.User?.Value, p.DisplayName, p.Device, p.Address, p.Dialect);
}

/// <param name="Ending">`open`, `next`, `left`, `banned`, `blocked` or `stopped`.</param>
/// <param name="EndedBy">The key of one of the two.</param>
public sealed record WireMatchRecord(string Id, string Mode, WireMatchParty First, WireMatchParty Second, long StartedAt, long? EndedAt, string Ending, string? EndedBy)
{
    public static WireMatchRecord Of(Core.Matchmaking.MatchRecord m) => new(
        m.Id.ToString(), ModerationWords.Of(m.Mode), WireMatchParty.Of(m.First), WireMatchParty.Of(m.Second), m.StartedAt.ToUnixTimeMilliseconds(),
        m.EndedAt?.ToUnixTimeMilliseconds(), ModerationWords.Of(m.Ending), m.EndedBy);
}

public sealed record WireRefusal(long At, string Surface, string Dialect, string Where, string Code, string Message, string Remedy, string? Origin)
{
    public static WireRefusal Of(RefusalRecord r) => new(r.At.ToUnixTimeMilliseconds(), r.Surface, r.Dialect, r.Where, r.Code, r.Sentence, r.Remedy, r.Origin);
}

internal static class ModerationWords
{
    public static string Of<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
