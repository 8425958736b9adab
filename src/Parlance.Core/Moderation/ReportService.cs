using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Matchmaking;
using Parlance.Core.Messages;

namespace Parlance.Core.Moderation;

/// <summary>What people tell the moderators about others. Safe for concurrent use.</summary>
public sealed class ReportService(
    IReportStore store, AccountService accounts, ConversationService conversations, IMessageStore messages, MatchRecords matches, ReportLimits limits,
    IEnumerable<IReportWatcher> watchers, TimeProvider time)
{
    /// <returns>
    /// The report, or the first one when the same is open already; or `invalid` with the field, also for oneself; `not_found` for whoever or whatever does not exist or is
    /// not the reporter's to see; `rate_limited`.
    /// </returns>
    public async Task<Outcome<Report>> ReportAsync(ReportDraft draft, ReporterContext reporter, CancellationToken cancellationToken)
    {
        if (ReportRules.Check(draft) is { } invalid)
            return invalid;
        if (limits.Take(reporter) is { } tooMany)
            return tooMany;
        if (!(await FindSubjectAsync(draft, reporter, cancellationToken)).TryGet(out var report, out var refusal))
            return refusal;
        if (IsSame(report.Reporter, report.Subject))
            return ReportRules.NotOneself;
        if (draft.Subject is { } named && named != report.Subject.User)
            return Refusal.Invalid("user", "`user` is not whom the message or match is about.");

        return await KeepAsync(report with { Reason = ReportRules.Parse(draft.Reason)!.Value, Description = draft.Description ?? "", Session = draft.Session }, cancellationToken);
    }

    /// <summary>A report that nobody made: a filter flagged the message.</summary>
    public async Task<Report> FlagAsync(Message message, CancellationToken cancellationToken) =>
        await KeepAsync(await OfMessageAsync(message, New(new ReportParty(null)), cancellationToken) with { Reason = ReportReason.Filter }, cancellationToken);

    /// <summary>As <see cref="FlagAsync(Message, CancellationToken)"/>, for a line of a match: the one line is kept as evidence.</summary>
    /// <returns>Null when the match is not known.</returns>
    public async Task<Report?> FlagAsync(MatchText text, CancellationToken cancellationToken)
    {
        if (await matches.FindAsync(text.Match, cancellationToken) is not { } record)
            return null;
        var (by, other) = record.First.Key == text.From ? (record.First, record.Second) : (record.Second, record.First);
        var report = OfMatch(record, other, New(new ReportParty(null)));
        var line = new EvidenceMessage(0, by.User?.Value ?? 0, by.DisplayName, "text", text.Text, [], time.GetUtcNow().ToUnixTimeMilliseconds());
        return await KeepAsync(report with { Reason = ReportReason.Filter, Evidence = report.Evidence! with { Message = line } }, cancellationToken);
    }

    private async Task<Report> KeepAsync(Report report, CancellationToken cancellationToken)
    {
        var (kept, isNew) = await store.AddAsync(report, cancellationToken);
        if (isNew)
        {
            foreach (var watcher in watchers)
                watcher.Reported(kept);
        }

        return kept;
    }

    private async Task<Outcome<Report>> FindSubjectAsync(ReportDraft draft, ReporterContext reporter, CancellationToken cancellationToken)
    {
        var report = New(new ReportParty(reporter.User?.Id, reporter.User is null ? reporter.PartyKey : null));
        if (draft.Message is { } message)
            return await FindMessageAsync(message, reporter.User, report, cancellationToken);
        if (draft.Match is { } match)
            return await FindMatchAsync(match, reporter, cancellationToken) is { } record ? OfMatch(record, reporter, report) : ReportRules.NoSuchMatch;
        if (draft.Subject is not { } subject)
            return ReportRules.AboutNobody;
        if (!(await accounts.FindAsync(subject, cancellationToken)).TryGet(out var user, out var refusal))
            return refusal;

        // The occasion may be a match of the two; it may also be anything else, and then says nothing here.
        return Guid.TryParse(draft.Session, out var session) && await FindMatchAsync(new MatchId(session), reporter, cancellationToken) is { } met
            && OfMatch(met, reporter, report) is var ofMatch && ofMatch.Subject.User == user.Id
            ? ofMatch
            : report with { Subject = new ReportParty(user.Id) };
    }

    /// <summary>A match that the reporter was a party of.</summary>
    private async Task<MatchRecord?> FindMatchAsync(MatchId id, ReporterContext reporter, CancellationToken cancellationToken) =>
        await matches.FindAsync(id, cancellationToken) is { } record && (Is(record.First, reporter) || Is(record.Second, reporter)) ? record : null;

    private static bool Is(MatchParty party, ReporterContext reporter) =>
        reporter.User is { } user ? party.User == user.Id : party.User is null && party.Key == reporter.PartyKey;

    private static Report OfMatch(MatchRecord record, ReporterContext reporter, Report report) =>
        OfMatch(record, Is(record.First, reporter) ? record.First : record.Second, report);

    private static Report OfMatch(MatchRecord record, MatchParty reporter, Report report)
    {
        var other = reporter == record.First ? record.Second : record.First;
        return report with
        {
            Subject = Report.PartyOf(other),
            Match = record.Id,
            Evidence = new ReportEvidence
            {
                Match = new EvidenceMatch(
                    record.Id.ToString(), record.StartedAt.ToUnixTimeMilliseconds(), record.EndedAt?.ToUnixTimeMilliseconds(), report.Reporter.User?.Value, other.User?.Value),
            },
        };
    }

    private async Task<Outcome<Report>> FindMessageAsync(MessageId id, User? reporter, Report report, CancellationToken cancellationToken)
    {
        if (reporter is null || await messages.FindAsync(id, cancellationToken) is not { IsDeleted: false } message)
            return Refusal.NoSuchMessage;
        if (!(await conversations.FindAsMemberAsync(reporter.Id, ConversationRef.Of(message.Conversation))).TryGet(out var access, out _) || message.Seq <= access.Member!.ClearedSeq)
            return Refusal.NoSuchMessage;
        return await OfMessageAsync(message, report, cancellationToken);
    }

    private async Task<Report> OfMessageAsync(Message message, Report report, CancellationToken cancellationToken)
    {
        var before = await messages.RecentAsync(message.Conversation, 0, message.Seq, ReportRules.MessagesBefore, cancellationToken);
        return report with
        {
            Subject = new ReportParty(message.Sender),
            Message = message.Id,
            Conversation = message.Conversation,
            Evidence = new ReportEvidence { Message = Evidence(message), Before = [.. before.Select(Evidence)] },
        };
    }

    private static EvidenceMessage Evidence(Message m) =>
        new(m.Id.Value, m.Sender.Value, m.SenderName, m.Kind, m.Content, [.. m.Attachments.Select(attachment => attachment.Url)], m.SentAt.ToUnixTimeMilliseconds());

    private Report New(ReportParty reporter) => new()
    {
        Id = default,
        Reporter = reporter,
        Subject = new ReportParty(null),
        Reason = ReportReason.Other,
        Description = "",
        CreatedAt = time.GetUtcNow(),
    };

    private static bool IsSame(ReportParty one, ReportParty other) =>
        one.User is not null ? one.User == other.User : one.Key is not null && one.Key == other.Key;
}
