using System.Collections.Concurrent;

namespace Parlance.Core.Accounts;

/// <summary>Sessions that ended so recently that tokens of theirs may still look valid. Safe for concurrent use; the check is one dictionary look-up.</summary>
public sealed class EndedSessions(IAccountStore store, TokenFamilies families, TimeProvider time)
{
    /// <summary>How far back a repeated load looks: far longer than the time between two loads.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<SessionId, DateTimeOffset> _forgetAt = new();
    private bool _loadedOnce; // the loader only

    /// <summary>Of sessions that ended before, no token can still look valid.</summary>
    public DateTimeOffset Forgotten => time.GetUtcNow() - families.LongestUnchecked - Overlap;

    public bool Contains(SessionId session) => _forgetAt.ContainsKey(session);

    public void Add(SessionId session) => _forgetAt[session] = time.GetUtcNow() + families.LongestUnchecked + Overlap;

    /// <summary>
    /// When to say that a session ends whose token lives until <paramref name="tokenExpires"/>: now, or as much later as that is longer than any token of ours lives.
    /// Other servers that mint with our key decide for themselves how long theirs live.
    /// </summary>
    public DateTimeOffset EndOf(DateTimeOffset tokenExpires)
    {
        var now = time.GetUtcNow();
        var latest = tokenExpires - families.LongestUnchecked;
        return latest > now ? latest : now;
    }

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
