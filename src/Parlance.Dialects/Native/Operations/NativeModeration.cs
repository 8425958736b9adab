using System.Net;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Matchmaking;
using Parlance.Core.Moderation;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Metrics;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Operations;

/// <summary>What moderators and admins can do over REST. That the caller is one was checked before.</summary>
internal sealed class NativeModeration(
    ModerationService moderation, IReportStore reports, IBanStore bans, IAuditLog audit, MatchRecords matches, AccountService accounts, RefusalLog refusals,
    LiveFigures figures)
{
    private const int DefaultPage = 50;
    private const int MaxPage = 200;
    private const int History = 50;

    public async Task<Outcome<ReportsReply>> ReportsAsync(string? state, long? before, int? asked, CancellationToken cancellationToken)
    {
        ReportState? only = state switch { "open" => ReportState.Open, "upheld" => ReportState.Upheld, "dismissed" => ReportState.Dismissed, _ => null };
        if (only is null && state is not null)
            return Refusal.Invalid("state", "`state` must be `open`, `upheld` or `dismissed`.");
        if (!Limit(asked).TryGet(out var limit, out var refusal))
            return refusal;
        var page = await reports.ListAsync(only, before ?? long.MaxValue, limit, cancellationToken);
        return new ReportsReply([.. page.Select(WireReport.Of)], page.Count < limit ? null : page[^1].Id.Value);
    }

    public async Task<Outcome<ReportReply>> ReportAsync(long id, CancellationToken cancellationToken) =>
        await reports.FindAsync(new ReportId(id), cancellationToken) is { } report ? new ReportReply(WireReport.Of(report)) : ReportRules.NoSuchReport;

    public async Task<Outcome<ReportReply>> DecideAsync(User actor, long id, DecisionBody body, IPAddress? address, CancellationToken cancellationToken)
    {
        if (!Seconds(body.BanDurationS, "ban_duration_s").TryGet(out var duration, out var refusal))
            return refusal;
        var decision = new ReportDecision(body.State, body.Note, body.Ban, duration) { OwnAddress = address };
        return (await moderation.DecideAsync(actor, new ReportId(id), decision, cancellationToken)).TryGet(out var report, out refusal) ? new ReportReply(WireReport.Of(report)) : refusal;
    }

    public async Task<Outcome<BansReply>> BansAsync(long? before, int? asked, CancellationToken cancellationToken)
    {
        if (!Limit(asked).TryGet(out var limit, out var refusal))
            return refusal;
        var page = await bans.ListAsync(before ?? long.MaxValue, limit, cancellationToken);
        return new BansReply([.. page.Select(WireBan.Of)], page.Count < limit ? null : page[^1].Id.Value);
    }

    public async Task<Outcome<BanReply>> BanAsync(User actor, BanBody body, IPAddress? address, CancellationToken cancellationToken)
    {
        if (!Seconds(body.DurationS, "duration_s").TryGet(out var duration, out var refusal))
            return refusal;
        var draft = new BanDraft
        {
            User = body.User is { } user ? new UserId(user) : null,
            Device = body.Device,
            Address = body.Address,
            Reason = body.Reason,
            Duration = duration,
            Force = body.Force,
            OwnAddress = address,
        };
        return (await moderation.BanAsync(actor, draft, cancellationToken)).TryGet(out var ban, out refusal) ? new BanReply(WireBan.Of(ban)) : refusal;
    }

    public async Task<Outcome<BanReply>> LiftAsync(User actor, long id, string? reason, CancellationToken cancellationToken) =>
        (await moderation.LiftAsync(actor, new BanId(id), reason, cancellationToken)).TryGet(out var ban, out var refusal) ? new BanReply(WireBan.Of(ban)) : refusal;

    public async Task<Outcome<ModeratedUserReply>> UserAsync(long id, CancellationToken cancellationToken)
    {
        if (!(await accounts.FindAsync(new UserId(id), cancellationToken)).TryGet(out var user, out var refusal))
            return refusal;
        return new ModeratedUserReply(
            WireUser.Of(user), user.BannedUntil is not { } until ? null : until == DateTimeOffset.MaxValue ? -1 : until.ToUnixTimeMilliseconds(),
            [.. (await reports.AboutAsync(user.Id, History, cancellationToken)).Select(WireReport.Of)],
            [.. (await bans.AboutAsync(BanKind.Account, user.Id.ToString(), History, cancellationToken)).Select(WireBan.Of)],
            [.. (await audit.AboutAsync(user.Id, History, cancellationToken)).Select(WireAudit.Of)]);
    }

    public async Task<Outcome<WireUser>> SetRoleAsync(User actor, long id, StaffBody body, CancellationToken cancellationToken)
    {
        UserRole? role = body.Role switch { "member" => UserRole.Member, "moderator" => UserRole.Moderator, "admin" => UserRole.Admin, _ => null };
        if (role is null)
            return Refusal.Invalid("role", "`role` must be `member`, `moderator` or `admin`.");
        return (await moderation.SetRoleAsync(actor, new UserId(id), role.Value, body.Reason, cancellationToken)).TryGet(out var user, out var refusal) ? WireUser.Of(user) : refusal;
    }

    public async Task<Outcome<MessageReply>> DeleteMessageAsync(User actor, long id, string? reason, CancellationToken cancellationToken) =>
        (await moderation.DeleteMessageAsync(actor, new MessageId(id), reason, cancellationToken)).TryGet(out var message, out var refusal)
            ? new MessageReply(message.Id.Value, message.Revision)
            : refusal;

    public async Task<Outcome<ConversationReply>> CloseRoomAsync(User actor, long id, string? reason, CancellationToken cancellationToken) =>
        (await moderation.CloseRoomAsync(actor, new ConversationId(id), reason, cancellationToken)).TryGet(out var room, out var refusal)
            ? new ConversationReply(WireConversation.Of(room))
            : refusal;

    public FiguresReply Figures() => FiguresReply.Of(figures.Recent());

    public async Task<Outcome<AuditReply>> AuditAsync(long? before, int? asked, CancellationToken cancellationToken)
    {
        if (!Limit(asked).TryGet(out var limit, out var refusal))
            return refusal;
        var page = await audit.ListAsync(before ?? long.MaxValue, limit, cancellationToken);
        return new AuditReply([.. page.Select(WireAudit.Of)], page.Count < limit ? null : page[^1].Id);
    }

    public async Task<Outcome<FiltersReply>> FiltersAsync(CancellationToken cancellationToken) =>
        new FiltersReply([.. (await moderation.FiltersAsync(cancellationToken)).Select(WireFilter.Of)]);

    public async Task<Outcome<FilterReply>> AddFilterAsync(User actor, FilterBody body, CancellationToken cancellationToken)
    {
        FilterKind? kind = body.Kind switch { "word" => FilterKind.Word, "link" => FilterKind.Link, _ => null };
        if (kind is null)
            return Refusal.Invalid("kind", "`kind` must be `word` or `link`.");
        FilterAction? action = body.Action switch { "refuse" => FilterAction.Refuse, "mask" => FilterAction.Mask, "flag" => FilterAction.Flag, _ => null };
        if (action is null)
            return Refusal.Invalid("action", "`action` must be `refuse`, `mask` or `flag`.");
        return (await moderation.AddFilterAsync(actor, kind.Value, body.Pattern, action.Value, cancellationToken)).TryGet(out var filter, out var refusal)
            ? new FilterReply(WireFilter.Of(filter))
            : refusal;
    }

    public async Task<Outcome<EmptyReply>> RemoveFilterAsync(User actor, long id, CancellationToken cancellationToken) =>
        await moderation.RemoveFilterAsync(actor, new FilterId(id), cancellationToken) is { } refusal ? refusal : EmptyReply.Instance;

    /// <param name="before">Only matches that started before; Unix milliseconds.</param>
    public async Task<Outcome<MatchRecordsReply>> MatchesAsync(long? user, long? before, int? asked, CancellationToken cancellationToken)
    {
        if (!Limit(asked).TryGet(out var limit, out var refusal))
            return refusal;
        var newest = before is >= 0 and < 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(before.Value) : DateTimeOffset.MaxValue;
        if (before < 0)
            return Refusal.Invalid("before", "`before` must be 0 or more.");
        var page = await matches.ListAsync(user is { } id ? new UserId(id) : null, newest, limit, cancellationToken);
        return new MatchRecordsReply([.. page.Select(WireMatchRecord.Of)], page.Count < limit ? null : page[^1].StartedAt.ToUnixTimeMilliseconds());
    }

    public RefusalsReply Refusals() => new([.. refusals.Recent().Select(WireRefusal.Of)]);

    private static Outcome<int> Limit(int? asked) =>
        asked is < 1 or > MaxPage ? Refusal.Invalid("limit", $"`limit` must be 1 to {MaxPage}.") : asked ?? DefaultPage;

    private static Outcome<TimeSpan?> Seconds(long? seconds, string field) =>
        seconds is null ? Outcome.Of<TimeSpan?>(null)
        : seconds is < 1 || seconds > ModerationService.MaxBan.TotalSeconds
            ? Refusal.Invalid(field, $"`{field}` must be 1 to {(long)ModerationService.MaxBan.TotalSeconds}; leave it out for good.")
            : Outcome.Of<TimeSpan?>(TimeSpan.FromSeconds(seconds.Value));
}
