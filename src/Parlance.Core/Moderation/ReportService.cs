using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;

namespace Parlance.Core.Moderation;

/// <summary>What people tell the moderators about others. Safe for concurrent use.</summary>
public sealed class ReportService(
    IReportStore store, AccountService accounts, ConversationService conversations, IMessageStore messages, ReportLimits limits,
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
        if (draft.Match is not null)
            return ReportRules.NoSuchMatch;
        if (draft.Subject is not { } subject)
            return ReportRules.AboutNobody;
        return (await accounts.FindAsync(subject, cancellationToken)).TryGet(out var user, out var refusal)
            ? report with { Subject = new ReportParty(user.Id) }
            : refusal;
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
