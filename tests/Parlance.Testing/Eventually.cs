using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Parlance.Testing;

/// <summary>Waits for what must become true, by asking again rather than by sleeping for a guess.</summary>
public static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <param name="complaint">What is still wrong, or null when all is well.</param>
    /// <param name="within">Default <see cref="Patience"/>.</param>
    /// <exception cref="TimeoutException">With the last complaint.</exception>
    public static async Task Holds(Func<Task<string?>> complaint, TimeSpan? within = null, [CallerArgumentExpression(nameof(complaint))] string what = "")
    {
        var began = Stopwatch.GetTimestamp();
        while (await complaint() is { } last)
        {
            if (Stopwatch.GetElapsedTime(began) > (within ?? Patience))
                throw new TimeoutException($"Still wrong after {(within ?? Patience).TotalSeconds} s: {last}\n({what})");
            await Task.Delay(Pause);
        }
    }

    public static Task Holds(Func<string?> complaint, TimeSpan? within = null, [CallerArgumentExpression(nameof(complaint))] string what = "") =>
        Holds(() => Task.FromResult(complaint()), within, what);
}
