namespace Parlance.Core.Limits;

/// <summary>One owner's allowance under a <see cref="RateLimit"/>: sixteen bytes, no lock, no timer. One thread at a time; keep it in a field, a copy counts apart.</summary>
/// <remarks>
/// Holds no count but the moment at which the bucket would be full again (the generic cell rate algorithm): taking moves it on,
/// time passing catches up with it. `default` has no limit.
/// </remarks>
public struct TokenBucket(RateLimit limit)
{
    private readonly RateLimit? _limit = limit;
    private long _fullAt = long.MinValue; // ticks on the caller's clock

    /// <param name="now">A clock that never goes back, e.g. <see cref="Clock.Elapsed"/>.</param>
    /// <param name="cost">Units; one that exceeds the whole limit is let through when the bucket is full, since it never could be otherwise.</param>
    /// <param name="retryAfter">When refused: how long until the same call succeeds. Otherwise zero.</param>
    public bool TryTake(TimeSpan now, int cost, out TimeSpan retryAfter)
    {
        retryAfter = TimeSpan.Zero;
        if (_limit is null)
            return true;

        var unit = _limit.TicksPerUnit;
        var start = Math.Max(_fullAt, now.Ticks);
        var after = start + unit * cost;
        var allowed = now.Ticks + unit * Math.Max(_limit.Count, cost);
        if (after > allowed)
        {
            retryAfter = TimeSpan.FromTicks(after - allowed);
            return false;
        }

        _fullAt = after;
        return true;
    }
}
