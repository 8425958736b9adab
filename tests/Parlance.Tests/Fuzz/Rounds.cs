using System.Diagnostics;

namespace Parlance.Tests.Fuzz;

/// <summary>Many rounds of something random, each with a seed that brings it back.</summary>
/// <remarks>`PARLANCE_FUZZ_SECONDS=600` goes on for that long instead of the few rounds of every test run; `PARLANCE_FUZZ_SEED` begins at a seed that failed.</remarks>
internal static class Rounds
{
    public static async Task Run(int rounds, Func<Random, Task> round)
    {
        var first = Number("PARLANCE_FUZZ_SEED") ?? Random.Shared.Next();
        var span = Number("PARLANCE_FUZZ_SECONDS") is { } seconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < rounds || Stopwatch.GetElapsedTime(began) < span; i++)
        {
            var seed = unchecked(first + i);
            try
            {
                await round(new Random(seed));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"The round of seed {seed} failed. Again: PARLANCE_FUZZ_SEED={seed}", e);
            }
        }
    }

    public static void Run(int rounds, Action<Random> round) => Run(rounds, random =>
    {
        round(random);
        return Task.CompletedTask;
    }).GetAwaiter().GetResult();

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null;
}
