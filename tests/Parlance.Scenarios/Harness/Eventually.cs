using System.Runtime.CompilerServices;

namespace Parlance.Scenarios.Harness;

/// <summary>Waits for what must become true, by asking again rather than by sleeping for a guess.</summary>
public static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <param name="complaint">What is still wrong, or null when all is well.</param>
    public static Task Holds(Func<string?> complaint, TimeSpan? within = null, [CallerArgumentExpression(nameof(complaint))] string what = "") =>
        Holds(() => Task.FromResult(complaint()), within, what);

    public static async Task Holds(Func<Task<string?>> complaint, TimeSpan? within = null, [CallerArgumentExpression(nameof(complaint))] string what = "")
    {
        var deadline = DateTime.UtcNow + (within ?? Patience);
        while (await complaint() is { } last)
        {
            if (DateTime.UtcNow > deadline)
                throw new ShouldAssertException($"Still wrong after {(within ?? Patience).TotalSeconds} s: {last}\n({what})");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
