using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Moderation;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Operations;

public sealed partial class NativeOperations
{
    public async Task<Outcome<ReportMadeReply>> ReportAsync(User caller, ReportCommand c, CancellationToken cancellationToken)
    {
        var match = Guid.TryParse(c.Match, out var id) ? new MatchId(id) : (MatchId?)null;
        if (c.Match is not null && match is null)
            return ReportRules.NoSuchMatch;
        var draft = new ReportDraft
        {
            Subject = c.User is { } user ? new UserId(user) : null,
            Message = c.Message is { } message ? new MessageId(message) : null,
            Match = match,
            Reason = c.Reason,
            Description = c.Description,
        };
        return (await reports.ReportAsync(draft, new ReporterContext(caller, null, c.Device, c.Address), cancellationToken)).TryGet(out var report, out var refusal)
            ? new ReportMadeReply(report.Id.Value, ModerationWords.Of(report.State))
            : refusal;
    }

    public async Task<Outcome<EmptyReply>> BlockAsync(User caller, BlockCommand c, CancellationToken cancellationToken) =>
        Nothing(await blocks.BlockAsync(caller.Id, new UserId(c.User), cancellationToken));

    public async Task<Outcome<EmptyReply>> UnblockAsync(User caller, BlockCommand c, CancellationToken cancellationToken)
    {
        await blocks.UnblockAsync(caller.Id, new UserId(c.User), cancellationToken);
        return EmptyReply.Instance;
    }

    /// <summary>Whoever of these ids is somebody.</summary>
    /// <param name="field">What the ids are called where they were given.</param>
    public async Task<Outcome<UsersResponse>> UsersAsync(UsersCommand c, string field, CancellationToken cancellationToken)
    {
        if (c.Users.Count > MaxPage)
            return Refusal.Invalid(field, $"`{field}` may hold {MaxPage} ids at most.");
        var found = await accounts.FindManyAsync([.. c.Users.Distinct().Select(id => new UserId(id))], cancellationToken);
        return new UsersResponse([.. found.Where(user => !user.IsDeleted).Select(WireUser.Of)]);
    }

    public async Task<Outcome<BlocksReply>> BlocksAsync(User caller, CancellationToken cancellationToken) =>
        new BlocksReply([.. (await blocks.BlockedByAsync(caller.Id, cancellationToken)).Select(WireUser.Of)]);
}
