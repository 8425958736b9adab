using Parlance.Core.Accounts;
using Parlance.Core.Limits;
using Parlance.Core.Matchmaking;

namespace Parlance.Core.Calls;

/// <summary>What clients say of their own part in calls, and what admins read of it. Safe for concurrent use.</summary>
public sealed class CallReports(ICallRegistry registry, ICallStore store, MatchRecords matches, CallRecorder records, LimitOptions limits, TimeProvider time)
{
    private readonly RateLimiter _reports = new(limits.CallReportsPerUser, limits.Scale, time);

    /// <summary>Adds to the record of a call that the caller is or was in.</summary>
    public async Task<Outcome<bool>> ReportAsync(User caller, CallReport report, CancellationToken cancellationToken)
    {
        if (report.Call is null == report.Match is null)
            return Refusal.Invalid("call", "A report is about either a `call` or a `match`.");
        if (report.SaysNothing)
            return Refusal.Invalid("stage", "The report says nothing: give `stage`, candidates, `setup_ms` or `ended`.");
        if (report.Setup is { } setup && (setup < TimeSpan.Zero || setup > CallReport.MaxSetup))
            return Refusal.Invalid("setup_ms", $"`setup_ms` must be 0 to {CallReport.MaxSetup.TotalMilliseconds}.");
        if (report.Ended is { } ended && !CallReport.Endings.Contains(ended, StringComparer.Ordinal))
            return Refusal.Invalid("ended", $"`ended` must be one of {string.Join(", ", CallReport.Endings.Select(ending => $"`{ending}`"))}.");
        if (_reports.Take(caller.Id.ToString(), "reports of calls") is { } tooMany)
            return tooMany;
        if (await FindAsync(caller.Id, report, cancellationToken) is not { } call)
            return report.Match is null ? NotOwnCall : NotOwnMatch;

        records.Reported(call, CallParty.Of(caller.Id) with
        {
            Stages = report.Stage,
            Local = report.Local,
            Remote = report.Remote,
            Setup = report.Setup,
            Reported = report.Ended,
        });
        return true;
    }

    /// <summary>Records, newest first; for admins.</summary>
    /// <param name="before">Only records with a number below this.</param>
    public async Task<Outcome<IReadOnlyList<CallRecord>>> ListAsync(User caller, long before, int limit, CancellationToken cancellationToken) =>
        caller.Role >= UserRole.Admin ? Outcome.Of(await store.ListAsync(before, limit, cancellationToken)) : AdminsOnly;

    public static readonly Refusal NotOwnCall =
        new(RefusalCode.NotFound, "There is no such call that you are or were in.", "Take the id from the answer to `call_start` or `call_join`.") { Field = "call" };

    public static readonly Refusal NotOwnMatch =
        new(RefusalCode.NotFound, "There is no such match that you are or were in.", "Take the id from the event that announced the match.") { Field = "match" };

    private static readonly Refusal AdminsOnly =
        new(RefusalCode.Forbidden, "Records of calls are for admins.", "Sign in as an admin; the operator makes one with `parlance admin create`.");

    private async Task<CallRecord?> FindAsync(UserId user, CallReport report, CancellationToken cancellationToken)
    {
        if (report.Match is { } match)
        {
            return await matches.FindAsync(new MatchId(match), cancellationToken) is { } met && (met.First.User == user || met.Second.User == user)
                ? new CallRecord(match, CallRecordKind.Match, null, met.StartedAt)
                : null;
        }

        var id = report.Call!.Value;
        if (registry.Find(id) is { } call && call.Participants.Values.Any(one => one.Who.Id == user))
            return CallRecorder.RecordOf(call);
        // What was written of it may still wait in the queue.
        await records.SettledAsync().WaitAsync(cancellationToken);
        return await store.FindAsync(id.Value, user.ToString(), cancellationToken);
    }
}
