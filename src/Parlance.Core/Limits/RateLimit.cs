using System.ComponentModel.DataAnnotations;

namespace Parlance.Core.Limits;

/// <summary>How often something may happen: <see cref="Count"/> at once, refilled evenly over <see cref="Per"/>.</summary>
public sealed class RateLimit
{
    public RateLimit()
    {
    }

    public RateLimit(int count, TimeSpan per)
    {
        Count = count;
        Per = per;
    }

    /// <summary>At least 1.</summary>
    [Range(1, 1_000_000)]
    public int Count { get; init; } = 1;

    /// <summary>Longer than zero.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "30.00:00:00")]
    public TimeSpan Per { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time in which one unit comes back.</summary>
    internal long TicksPerUnit => Math.Max(1, Per.Ticks / Count);

    /// <summary>The same limit, <paramref name="scale"/> times as generous; never below one.</summary>
    /// <param name="scale">Above 0; the setting `RATE_LIMIT_SCALE`.</param>
    public RateLimit Scaled(double scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        return new RateLimit((int)Math.Clamp(Count * scale, 1, int.MaxValue), Per);
    }
}
