using System.Diagnostics;
using System.Globalization;

namespace Parlance.Scenarios.Stories;

public class Draining
{
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(3);

    [Theory]
    [InlineData(Engine.Sqlite, 5_000)]
    [InlineData(Engine.PostgreSql, 500)]
    public async Task A_server_told_to_stop_says_so_sends_everyone_away_in_turn_and_loses_nothing(Engine engine, int connections)
    {
        await using var chat = await Chat.On(engine, new ServerSettings().ReplayingEverything());
        var (ana, ben) = await chat.Pair("ana", "ben");
        var crowd = new WireSocket[connections];
        await Parallel.ForEachAsync(Enumerable.Range(0, connections), new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (i, _) =>
        {
            crowd[i] = await WireSocket.ConnectAsync(chat.Server.Port);
            await crowd[i].HelloAsync($"guest{i}");
        });

        await using var stream = new MessageStream(ana, inFlight: 64);
        await stream.IsAcknowledged(200);

        var clock = Stopwatch.StartNew();
        var closes = crowd.Select(async wire => (Close: await wire.ReadCloseAsync(TimeSpan.FromSeconds(60)), At: clock.Elapsed)).ToList();
        var unready = WhenUnready(chat.Server, clock);
        chat.Server.Terminate();
        var exit = await chat.Server.EndedAsync();
        var ended = await Task.WhenAll(closes);
        var acknowledged = stream.Acknowledged;

        exit.ShouldBe(0);
        ended.Select(e => e.Close.Code).Distinct().ShouldBe([1012]);
        var waits = ended.Select(e => WaitOf(e.Close.Reason)).ToList();
        waits.Distinct().Count().ShouldBeGreaterThan(connections / 20, "the return must be spread");
        (ended.Max(e => e.At) - ended.Min(e => e.At)).ShouldBeGreaterThan(Spread / 2, "so must the closes");
        chat.Server.Log.ToString().ShouldContain("Drained connections", customMessage: "the log must be written out");
        (await unready).ShouldBeLessThan(ended.Min(e => e.At), "a load balancer must hear of it first");

        await chat.Server.StartAsync();
        await stream.IsAcknowledged(100);
        var sent = await stream.Ends();
        var stored = await SuddenDeath.ReadAll(ben.Client, ben.Room);
        stored.Select(m => m.Content).ShouldBe(Enumerable.Range(0, sent).Select(i => $"{i}"));
        var bySeq = stored.ToDictionary(m => m.Seq, m => m.Id);
        acknowledged.ShouldAllBe(a => bySeq[a.Ack.Seq] == a.Ack.Message);
        await ben.IsUpToDate();
        ben.SawEverythingOnce();
        foreach (var wire in crowd)
            await wire.DisposeAsync();
    }

    private static async Task<TimeSpan> WhenUnready(ServerProcess server, Stopwatch clock)
    {
        await Eventually.Holds(async () => await server.IsReadyAsync() ? "still ready" : null);
        return clock.Elapsed;
    }

    /// <summary>The N of "reconnect in N ms".</summary>
    private static int WaitOf(string reason)
    {
        reason.ShouldStartWith("restarting; reconnect in ");
        return int.Parse(reason.Split(' ')[3], CultureInfo.InvariantCulture);
    }
}
