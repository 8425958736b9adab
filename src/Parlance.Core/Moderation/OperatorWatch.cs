using Parlance.Core.Accounts;
using Parlance.Core.Events;

namespace Parlance.Core.Moderation;

/// <summary>Notices on a node what was changed elsewhere without an event that reached it: at a command line, or while the bus was away.</summary>
/// <remarks>One caller at a time.</remarks>
public sealed class OperatorWatch(IModerationVersions versions, IAuditLog audit, BanService bans, ContentFilter filter, Authenticator authenticator, AccountService accounts)
{
    private const int MaxAtOnce = 1_000;

    private ModerationVersions? _seen;
    private long _lastEntry;

    /// <summary>Reads everything: before anybody is served.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        // The numbers first: what changes while the rest is read is read again.
        var now = await versions.ReadAsync(cancellationToken);
        await bans.LoadAsync(cancellationToken);
        await filter.LoadAsync(cancellationToken);
        _lastEntry = (await audit.ListAsync(long.MaxValue, 1, cancellationToken)) is [var newest] ? newest.Id : 0;
        _seen = now;
    }

    /// <summary>One small read; more only after a change.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = await versions.ReadAsync(cancellationToken);
        if (now == _seen)
            return;
        if (now.Bans != _seen?.Bans)
            await bans.LoadAsync(cancellationToken);
        if (now.Filters != _seen?.Filters)
            await filter.LoadAsync(cancellationToken);
        if (now.Accounts != _seen?.Accounts)
            await HearOperatorAsync(cancellationToken);
        _seen = now;
    }

    private async Task HearOperatorAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in await audit.ByOperatorAsync(_lastEntry, MaxAtOnce, cancellationToken))
        {
            _lastEntry = entry.Id;
            if (entry.Subject is not { } subject)
                continue;
            authenticator.Forget(subject);
            if (entry.Action is AuditActions.Ban or AuditActions.SetPassword)
                authenticator.Announce(new SessionsEnded(subject, null, entry.Action == AuditActions.Ban ? RefusalCode.Banned : RefusalCode.TokenInvalid));
            else
                await accounts.ReloadAsync(subject, cancellationToken);
        }
    }
}
