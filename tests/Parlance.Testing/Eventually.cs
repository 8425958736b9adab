using System.Diagnostics;

namespace Parlance.Testing;

/// <summary>Waits for something that happens on another thread or in another process, instead of for a time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <param name="complaint">Null when what is waited for has happened, else what is still wrong.</param>
    /// <param name="limit">20 s when not given.</param>
    /// <exception cref="TimeoutException">With the last complaint.</exception>
    public static async Task Holds(Func<Task<string?>> complaint, TimeSpan? limit = null)
    {
        var began = Stopwatch.GetTimestamp();
        while (await complaint() is { } last)
        {
            if (Stopwatch.GetElapsedTime(began) > (limit ?? Patience))
                throw new TimeoutException($"Still after {limit ?? Patience}: {last}");
            await Task.Delay(Pause);
        }
    }

    public static Task Holds(Func<string?> complaint, TimeSpan? limit = null) => Holds(() => Task.FromResult(complaint()), limit);
}
