using System.Collections.Concurrent;

namespace Parlance.Core.Accounts;

/// <summary>Sessions that ended so recently that tokens of theirs may still look valid. Safe for concurrent use; the check is one dictionary look-up.</summary>
public sealed class EndedSessions(IAccountStore store, TokenFamilies families, TimeProvider time)
{
    /// <summary>How far back a repeated load looks: far longer than the time between two loads.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<SessionId, DateTimeOffset> _forgetAt = new();
    private bool _loadedOnce; // the loader only

    public bool Contains(SessionId session) => _forgetAt.ContainsKey(session);

    public void Add(SessionId session) => _forgetAt[session] = time.GetUtcNow() + families.LongestUnchecked + Overlap;

    /// <summary>
    /// Call once before the first request is served, then every minute: it picks up what the bus may have lost and forgets what has expired.
    /// One caller at a time.
    /// </summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var lookBack = _loadedOnce ? Overlap : families.LongestUnchecked + Overlap;
        foreach (var session in await store.SessionsEndedSinceAsync(now - lookBack, cancellationToken))
            Add(session);
        _loadedOnce = true;

        foreach (var (session, forgetAt) in _forgetAt)
        {
            if (forgetAt <= now)
                _forgetAt.TryRemove(session, out _);
        }
    }
}
