using System.Diagnostics;

namespace Parlance.Testing;

/// <summary>Waits for a condition instead of for a time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <param name="complaint">Null once all is as it should be, else what is not.</param>
    /// <exception cref="TimeoutException">With the last complaint, after 20 s.</exception>
    public static async Task HoldsAsync(Func<Task<string?>> complaint)
    {
        var began = Stopwatch.GetTimestamp();
        while (await complaint() is { } last)
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"After {Patience.TotalSeconds} s still: {last}");
            await Task.Delay(Pause);
        }
    }

    public static Task HoldsAsync(Func<string?> complaint) => HoldsAsync(() => Task.FromResult(complaint()));
}
