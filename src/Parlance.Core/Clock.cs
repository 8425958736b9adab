namespace Parlance.Core;

public static class Clock
{
    /// <summary>Time on the monotonic clock, from an arbitrary start: for durations, limits and time-outs, which a corrected wall clock must not disturb.</summary>
    public static TimeSpan Elapsed(this TimeProvider time) => time.GetElapsedTime(0);
}
