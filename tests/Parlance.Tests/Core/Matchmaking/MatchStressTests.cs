using System.Collections.Concurrent;
using Parlance.Core.Matchmaking;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Matchmaking;

/// <summary>Many threads do at random what people do.</summary>
public sealed class MatchStressTests(SqliteEngine engine) : IClassFixture<SqliteEngine>
{
    private const int Threads = 4;
    private const int ConnectionsEach = 60;
    private const int StepsEach = 4_000;

    [Fact]
    public async Task Whatever_happens_at_once_everybody_is_in_one_match_at_most_and_hears_of_it_in_order()
    {
        await using var world = await MatchWorld.On(engine, scale: 1_000_000);
        var players = new ConcurrentBag<Player>();
        var seed = Random.Shared.Next();
        using var done = new CancellationTokenSource();
        var clock = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                world.Time.Pass(TimeSpan.FromMilliseconds(50));
                await Task.Yield();
            }
        }, TestContext.Current.CancellationToken);

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() => Live(world, thread, new Random(seed + thread), players), TestContext.Current.CancellationToken)));
        await done.CancelAsync();
        await clock;
        await world.Passes(TimeSpan.FromSeconds(45)); // all are back, and nobody insists on anything any more

        foreach (var player in players)
            CheckStory(player, $"seed {seed}");
        CheckNow(world, players, $"seed {seed}");
        await CheckWaiting(world, players, $"seed {seed}");
        players.Sum(player => player.Heard.Count(IsMeeting)).ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Two_hundred_who_come_at_once_are_a_hundred_pairs()
    {
        for (var round = 0; round < 5; round++)
        {
            await using var world = await MatchWorld.On(engine, scale: 1_000_000);
            var players = Enumerable.Range(0, 200).Select(i => world.Opens($"p{i}")).ToList();
            await Parallel.ForEachAsync(players, (player, _) =>
            {
                world.Matchmaker.Join(player.Id, MatchPreferences.None).ShouldBeNull();
                return ValueTask.CompletedTask;
            });
            await world.Settles();

            players.ShouldAllBe(player => player.Heard.Count(IsMeeting) == 1);
            players.GroupBy(player => player.Match).ShouldAllBe(pair => pair.Count() == 2 && pair.Count(Calls) == 1);
        }
    }

    private static void Live(MatchWorld world, int thread, Random random, ConcurrentBag<Player> players)
    {
        var mine = new Player?[ConnectionsEach];
        for (var step = 0; step < StepsEach; step++)
        {
            ref var player = ref mine[random.Next(mine.Length)];
            if (player is null)
            {
                // Some vanish without a word, some take their time to answer.
                var (isGhost, isSlow) = (random.Next(10) == 0, random.Next(4) == 0);
                player = world.Opens($"t{thread}-{step}", device: $"device-{thread}-{random.Next(200)}", alive: async () =>
                {
                    if (isSlow)
                        await Task.Yield();
                    return !isGhost;
                });
                players.Add(player);
            }

            switch (random.Next(10))
            {
                case 0:
                    world.Matchmaker.Close(player.Id);
                    player = null;
                    break;
                case 1:
                    world.Matchmaker.Leave(player.Id);
                    break;
                case 2 or 3:
                    world.Matchmaker.Next(player.Id);
                    break;
                case 4:
                    world.Matchmaker.Say(player.Id, "hi");
                    break;
                default:
                    world.Matchmaker.Join(player.Id, new MatchPreferences { Mode = (MatchMode)random.Next(2), Languages = random.Next(3) == 0 ? ["es"] : [] });
                    break;
            }
        }
    }

    /// <summary>Matches begin and end by turns, and in between alone somebody speaks.</summary>
    private static void CheckStory(Player player, string because)
    {
        string? partner = null;
        foreach (var line in player.Heard)
        {
            if (IsMeeting(line))
            {
                partner.ShouldBeNull(because);
                partner = line.Split(' ')[1];
            }
            else if (line.StartsWith("over", StringComparison.Ordinal))
            {
                partner.ShouldNotBeNull(because);
                partner = null;
            }
            else if (line == "waits")
            {
                partner.ShouldBeNull(because);
            }
            else
            {
                line.ShouldBe($"{partner} says hi", because);
            }
        }
    }

    private static void CheckNow(MatchWorld world, IEnumerable<Player> players, string because)
    {
        var pairs = players.Select(player => (player, Match: world.Matchmaker.MatchOf(player.Id))).Where(p => p.Match is not null).GroupBy(p => p.Match!.Id).ToList();
        foreach (var pair in pairs)
        {
            pair.Count().ShouldBe(2, because);
            pair.Select(p => p.player.Party.Key).ShouldBe([pair.First().Match!.First.Key, pair.First().Match!.Second.Key], ignoreOrder: true);
            pair.Count(p => Calls(p.player)).ShouldBe(1, because);
        }
    }

    private static async Task CheckWaiting(MatchWorld world, IEnumerable<Player> players, string because)
    {
        foreach (var player in players)
        {
            if (!(await world.Matchmaker.ExplainAsync(player.Id, TestContext.Current.CancellationToken)).TryGet(out var why, out _))
                continue;
            world.Matchmaker.MatchOf(player.Id).ShouldBeNull(because);
            why.Picture.Excluded.Values.Sum().ShouldBe(why.Picture.LookedAt, because); // or somebody waits who fits
        }
    }

    private static bool Calls(Player player) => player.Heard.Last(IsMeeting).StartsWith("calls", StringComparison.Ordinal);

    private static bool IsMeeting(string line) => line.StartsWith("calls", StringComparison.Ordinal) || line.StartsWith("meets", StringComparison.Ordinal);
}
