namespace Parlance.Scenarios.Stories;

/// <summary>Acknowledged means on disk.</summary>
public class SuddenDeath
{
    [Theory]
    [InlineData(Engine.Sqlite, 20)]
    [InlineData(Engine.PostgreSql, 6)]
    public async Task Killed_again_and_again_in_a_stream_the_server_has_all_it_acknowledged_once_and_in_order(Engine engine, int kills)
    {
        await using var chat = await Chat.On(engine, new ServerSettings().ReplayingEverything());
        var (ana, ben) = await chat.Pair("ana", "ben");
        await using var stream = new MessageStream(ana, inFlight: 16);

        for (var kill = 0; kill < kills; kill++)
        {
            // At a different moment each time, in the middle of whatever the server is doing then.
            await stream.IsAcknowledged(100 + (kill * 37 % 90));
            await chat.Server.KillAsync();
            var before = stream.Acknowledged;
            await chat.Server.StartAsync();
            var stored = await ReadAll(ben.Client, ben.Room);

            stored.Select(m => m.Seq).ShouldBe(Enumerable.Range(1, stored.Count).Select(i => (long)i));
            stored.Select(m => m.ClientId).ShouldBeUnique();
            var bySeq = stored.ToDictionary(m => m.Seq);
            foreach (var (text, ack) in before)
            {
                bySeq[ack.Seq].Id.ShouldBe(ack.Message);
                bySeq[ack.Seq].Content.ShouldBe(text);
            }
        }

        var sent = await stream.Ends();
        var all = await ReadAll(ben.Client, ben.Room);
        all.Select(m => m.Content).ShouldBe(Enumerable.Range(0, sent).Select(i => $"{i}"));
        await ben.IsUpToDate();
        ben.SawEverythingOnce();
        ben.Journal.Messages(ben.Room).Select(m => m.Content).ShouldBe(all.Select(m => m.Content));
    }

    internal static async Task<List<Message>> ReadAll(ParlanceClient client, long room)
    {
        var all = new List<Message>();
        while (true)
        {
            var page = await client.HistoryAsync(room, afterSeq: all.Count == 0 ? 0 : all[^1].Seq, limit: 200);
            all.AddRange(page.Messages);
            if (page.Messages.Count < 200)
                return all;
        }
    }
}
