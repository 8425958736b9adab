namespace Parlance.Client.Connection;

/// <summary>Exponential back-off with full jitter: each wait is random between nothing and a bound that doubles, so that a thousand clients of one
/// server that went away do not return in the same moment.</summary>
/// <param name="random">Uniform in [0, 1).</param>
internal sealed class Backoff(TimeSpan first, TimeSpan max, Func<double> random)
{
    private int _failures;

    public TimeSpan Next()
    {
        // 2^30 times any first wait is beyond any maximum; without the bound the power would overflow after weeks of trying.
        var bound = Math.Min(max.Ticks, first.Ticks * Math.Pow(2, Math.Min(_failures, 30)));
        _failures++;
        return TimeSpan.FromTicks((long)(bound * random()));
    }

    /// <summary>The connection proved good.</summary>
    public void Reset() => _failures = 0;

    public bool IsFresh => _failures == 0;
}
