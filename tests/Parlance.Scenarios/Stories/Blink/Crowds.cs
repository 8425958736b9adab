namespace Parlance.Scenarios.Stories.Blink;

/// <summary>Many at once: S12 and the same while sockets vanish. Defects 2, 6.</summary>
public class Crowds
{
    private const int Rounds = 5, FrozenIn = 2;

    [Theory, EveryEngine]
    public async Task Two_hundred_at_once_are_a_hundred_pairs(Engine engine) // S12
    {
        await using var chat = await BlinkChat.On(engine);
        for (var round = 0; round < Rounds; round++)
        {
            var crowd = (await Task.WhenAll(Enumerable.Range(0, 200).Select(i => chat.Opens(who: $"{i}")))).Select(socket => new Reveler(socket)).ToArray();
            await Eventually.Holds(() => crowd.Count(one => one.Standing.State == Reveler.State.Matched) is var matched && matched == 200 ? null : $"{matched} are matched");

            var sessions = crowd.Select(one => one.Matches.ShouldHaveSingleItem()).GroupBy(match => match.Session).ToList();
            sessions.Count.ShouldBe(100);
            sessions.ShouldAllBe(pair => pair.Count() == 2 && pair.Count(one => one.IsInitiator) == 1);
            (await chat.Waiting()).ShouldBe(0);
            await Task.WhenAll(crowd.Select(one => one.Socket.Vanishes()));
            crowd.SelectMany(one => one.Complaints).ShouldBeEmpty();
        }
    }

    [Theory, EveryEngine]
    public async Task Whoever_survives_a_crowd_that_falls_apart_is_with_somebody_living_or_the_last_one_waiting(Engine engine)
    {
        await using var chat = await BlinkChat.On(engine, new ServerSettings()
            .With("Parlance__Matchmaking__AliveFor", "00:00:00.1").With("Parlance__Matchmaking__AliveTimeout", "00:00:01").With("Parlance__Sockets__PingPeriod", "00:00:02"));
        for (var seed = 1; seed <= 3; seed++)
            await FallApart(chat, seed);
    }

    private static async Task FallApart(BlinkChat chat, int seed)
    {
        var random = new Random(seed);
        await using var fragile = new Cable(chat.Server.Port);
        await using var freezing = new Cable(chat.Server.Port);
        List<Reveler> survivors = [], all = [];
        var leaving = new List<Task>();
        for (var wave = 0; wave < 6; wave++)
        {
            var comers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i => (Fate: i % 4, Who: new Reveler(await chat.Opens(who: $"{wave}.{i}", port: (i % 4) switch
            {
                0 => fragile.Address.Port,
                1 when wave <= FrozenIn => freezing.Address.Port,
                _ => chat.Server.Port,
            })))));
            all.AddRange(comers.Select(one => one.Who));
            survivors.AddRange(comers.Where(one => one.Fate == 3).Select(one => one.Who));
            leaving.AddRange(comers.Where(one => one.Fate == 2).Select(one => random.Next(2) == 0 ? one.Who.Socket.Leaves() : one.Who.Socket.Vanishes()));
            foreach (var one in survivors.Where(_ => random.Next(3) == 0).ToList())
                await one.Skips();
            survivors.AddRange(comers.Where(one => one.Fate == 1 && wave > FrozenIn).Select(one => one.Who));
            if (wave == FrozenIn)
                freezing.Freeze();
            if (wave % 2 == 1)
                fragile.Blip();
        }

        await Task.WhenAll(leaving);
        fragile.Cut();
        await Eventually.Holds(() => Unsettled(survivors), TimeSpan.FromSeconds(40));

        all.SelectMany(one => one.Complaints).ShouldBeEmpty($"seed {seed}");
        foreach (var session in all.SelectMany(one => one.Matches).GroupBy(match => match.Session))
        {
            session.Count().ShouldBeLessThanOrEqualTo(2, $"seed {seed}"); // who is cut off may not have heard of it
            session.Count(one => one.IsInitiator).ShouldBeLessThanOrEqualTo(1, $"seed {seed}");
        }

        await Task.WhenAll(all.Select(one => one.Socket.Vanishes()));
        await Eventually.Holds(async () => await chat.Waiting() is var waiting && waiting == 0 ? null : $"{waiting} wait");
    }

    /// <summary>Null when each is in a match with another of them, but for one who may wait.</summary>
    private static string? Unsettled(List<Reveler> survivors)
    {
        var standings = survivors.Select(one => one.Standing).ToList();
        var waiting = standings.Count(one => one.State == Reveler.State.Waiting);
        var pairs = standings.Where(one => one.State == Reveler.State.Matched).GroupBy(one => one.Session).ToList();
        var alone = pairs.Count(pair => pair.Count() != 2);
        var elsewhere = standings.Count - waiting - pairs.Sum(pair => pair.Count());
        return waiting == standings.Count % 2 && alone == 0 && elsewhere == 0
            ? null
            : $"{waiting} of {standings.Count} wait, {alone} are matched with none of the others, {elsewhere} are neither";
    }
}
