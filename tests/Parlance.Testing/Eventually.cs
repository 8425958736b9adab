using System.Diagnostics;

namespace Parlance.Testing;

/// <summary>Waits for a condition instead of for a time.</summary>
public static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <param name="complaint">Null once all is as it should be, else what is not.</param>
    /// <param name="within">How long to wait; 20 s when absent.</param>
    /// <exception cref="TimeoutException">With the last complaint.</exception>
    public static async Task HoldsAsync(Func<Task<string?>> complaint, TimeSpan? within = null)
    {
        var patience = within ?? Patience;
        var began = Stopwatch.GetTimestamp();
        while (await complaint() is { } last)
        {
            if (Stopwatch.GetElapsedTime(began) > patience)
                throw new TimeoutException($"After {patience.TotalSeconds} s still: {last}");
            await Task.Delay(Pause);
        }
    }

    public static Task HoldsAsync(Func<string?> complaint, TimeSpan? within = null) => HoldsAsync(() => Task.FromResult(complaint()), within);
}
