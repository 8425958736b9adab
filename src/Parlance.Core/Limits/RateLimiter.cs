namespace Parlance.Core.Limits;

/// <summary>A <see cref="TokenBucket"/> for each key (an address, an account). Safe for concurrent use; memory is bounded.</summary>
/// <remarks>
/// A bucket nobody touched while it refilled is like a new one, so forgetting it changes nothing. Only when more than <c>maxKeys</c> keys are
/// busy at once are some forgotten early, in favour of their owners.
/// </remarks>
public sealed class RateLimiter
{
    private readonly RateLimit _limit;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly AgingMap<string, TokenBucket> _buckets; // guarded by _gate
    private TimeSpan _agesAt; // guarded by _gate

    /// <param name="scale">Multiplies the limit; the setting `RATE_LIMIT_SCALE`.</param>
    public RateLimiter(RateLimit limit, double scale, TimeProvider time, int maxKeys = 100_000)
    {
        _limit = limit.Scaled(scale);
        _time = time;
        _buckets = new AgingMap<string, TokenBucket>(maxKeys);
        _agesAt = time.Elapsed() + _limit.Per;
    }

    /// <summary>Keys remembered now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _buckets.Count;
        }
    }

    /// <param name="what">Plural noun for the refusal's sentence: "Too many {what} in a short time."</param>
    /// <returns>Null when allowed, else `rate_limited`.</returns>
    public Refusal? Take(string key, string what, int cost = 1) =>
        TryTake(key, cost, out var retryAfter) ? null : Refusal.RateLimited(what, retryAfter);

    public bool TryTake(string key, int cost, out TimeSpan retryAfter)
    {
        lock (_gate)
        {
            var now = _time.Elapsed();
            if (now >= _agesAt)
            {
                _buckets.Age();
                _agesAt = now + _limit.Per;
            }

            if (!_buckets.TryGet(key, out var bucket))
                bucket = new TokenBucket(_limit);
            var taken = bucket.TryTake(now, cost, out retryAfter);
            _buckets.Set(key, bucket);
            return taken;
        }
    }
}
