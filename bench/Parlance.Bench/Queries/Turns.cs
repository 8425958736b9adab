using System.Diagnostics;

namespace Parlance.Bench.Queries;

/// <summary>Times two ways of answering in short turns, so that what disturbs the machine disturbs both.</summary>
internal static class Turns
{
    private const int Turn = 20;

    public static async Task<QueryFigures> CompareAsync(string database, string what, string peerName, int samples, Func<Task<int>> own, Func<Task<int>> peer)
    {
        var (expected, peerExpected) = (await own(), await peer()); // and both are warm
        if (expected != peerExpected)
            throw new InvalidDataException($"{database}, {what}: {expected} rows against {peerExpected}.");

        var (times, peerTimes) = (new List<double>(samples), new List<double>(samples));
        while (times.Count < samples)
        {
            for (var i = 0; i < Turn; i++)
                times.Add(await TimeAsync(own));
            for (var i = 0; i < Turn; i++)
                peerTimes.Add(await TimeAsync(peer));
        }

        return new QueryFigures(database, what, Percentile(times, 0.5), Percentile(times, 0.99), peerName, Percentile(peerTimes, 0.5), Percentile(peerTimes, 0.99));
    }

    private static async Task<double> TimeAsync(Func<Task<int>> query)
    {
        var began = Stopwatch.GetTimestamp();
        await query();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static double Percentile(List<double> times, double share)
    {
        times.Sort();
        return times[Math.Min(times.Count - 1, (int)(times.Count * share))];
    }
}
