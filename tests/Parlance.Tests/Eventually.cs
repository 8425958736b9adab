namespace Parlance.Tests;

/// <summary>Waits for something that happens on another thread or in another process.</summary>
internal static class Eventually
{
    /// <param name="complaint">Null when what is waited for has happened, else what is still wrong.</param>
    public static async Task Holds(Func<Task<string?>> complaint, TimeSpan? limit = null)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(limit ?? TimeSpan.FromSeconds(20));
        while (await complaint() is { } last)
        {
            if (end.IsCancellationRequested)
                Assert.Fail($"Still after {limit ?? TimeSpan.FromSeconds(20)}: {last}");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    public static Task Holds(Func<string?> complaint, TimeSpan? limit = null) => Holds(() => Task.FromResult(complaint()), limit);
}
