using System.Diagnostics;
using Parlance.Core.Events;
using Parlance.Core.Matchmaking;

namespace Parlance.Bench.Matching;

/// <summary>How many pairs a second the matchmaker brings together when people come as fast as they can, talk, and go.</summary>
internal sealed class Throughput(TimeSpan duration) : IEventSubscriber
{
    private const int AtOnce = 1_000;
    private int _heard; // interlocked

    public async Task<ThroughputFigures> RunAsync()
    {
        await using var town = new MatchTown(TimeProvider.System, this);
        await RoundsAsync(town, duration / 5);
        Volatile.Write(ref _heard, 0);
        var (began, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await RoundsAsync(town, duration);
        var matches = Volatile.Read(ref _heard) / 2;
        return new ThroughputFigures(matches / Stopwatch.GetElapsedTime(began).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / matches);
    }

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        foreach (var e in events)
        {
            if (e is MatchFound)
                Interlocked.Increment(ref _heard);
        }
    }

    private static async Task RoundsAsync(MatchTown town, TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        for (var number = 0; Stopwatch.GetElapsedTime(began) < time;)
        {
            var here = new Core.SeekerId[AtOnce];
            for (var i = 0; i < here.Length; i++)
            {
                here[i] = town.Matchmaker.Open(new MatchParty($"anonymous_{++number}") { Address = "203.0.113.7", Dialect = "bench" }, new RequeuePolicy(null, null), Alive.Always);
                town.Matchmaker.Join(here[i], MatchPreferences.None);
            }

            await town.Matchmaker.WhenIdleAsync();
            foreach (var seeker in here)
                town.Matchmaker.Close(seeker);
            await town.Matchmaker.WhenIdleAsync();
        }
    }
}
