namespace Parlance.Scenarios.Stories;

/// <summary>A telephone at the edge of its network: 400 ms there and back, 50 KiB a second.</summary>
public class SlowNetworks
{
    private static readonly Slowness EdgeOfTheNetwork = new(TimeSpan.FromMilliseconds(200), 50 * 1024);

    [Fact]
    public async Task A_slow_network_loses_repeats_and_swaps_nothing_and_is_not_taken_for_a_dead_one()
    {
        await using var chat = await Chat.On(Engine.Sqlite);
        var (ana, ben) = await chat.Pair("ana", "ben");
        foreach (var person in (Person[])[ana, ben])
        {
            await person.Leaves();
            person.Habits = options => options with { PingAfter = TimeSpan.FromMilliseconds(600), PingTimeout = TimeSpan.FromSeconds(3) };
            await person.Returns();
        }

        var before = Numbered(60, new string('x', 500));
        await Task.WhenAll(before.Select(text => ben.Says(text)));
        await ana.IsUpToDate();
        before = Contents(ana.Journal.Messages(ana.Room)); // many on their way at a time come in any order
        before.Length.ShouldBe(60);

        ana.Cable.Slow(EdgeOfTheNetwork);
        ben.Cable.Slow(EdgeOfTheNetwork);
        var connections = ana.Journal.All.OfType<Connected>().Count();
        var sent = new List<QueuedMessage>();
        foreach (var (first, second) in Numbered(15, ana.Name).Zip(Numbered(15, ben.Name)))
        {
            sent.Add(await ana.Client.QueueAsync(ana.Room, first));
            sent.Add(await ben.Client.QueueAsync(ben.Room, second));
        }

        var paged = await HistoryOf(ana, 60);
        await Task.WhenAll(sent.Select(message => message.Sent)).WaitAsync(TimeSpan.FromSeconds(60));

        paged.ShouldBe(before);
        foreach (var person in (Person[])[ana, ben])
            await Eventually.Holds(() => person.Journal.Messages(person.Room).Count is var count && count == 90 ? null : $"{person.Name} has {count}");
        var said = Contents(ana.Journal.Messages(ana.Room))[60..];
        Contents(ben.Journal.Messages(ben.Room))[60..].ShouldBe(said);
        foreach (var person in (Person[])[ana, ben])
        {
            said.Where(text => text.StartsWith(person.Name, StringComparison.Ordinal)).ShouldBe(Numbered(15, person.Name));
            person.SawEverythingOnce();
        }

        // Nobody says anything any more: what passes is the question whether the other side lives, and its answer.
        var passed = ana.Cable.Passed;
        await Eventually.Holds(() => ana.Cable.Passed > passed + 40 ? null : "not asked yet");
        ana.Journal.All.OfType<Connected>().Count().ShouldBe(connections);
        foreach (var person in (Person[])[ana, ben])
            person.Journal.All.OfType<Disconnected>().ShouldBeEmpty();
    }

    private static string[] Numbered(int count, string what) => [.. Enumerable.Range(0, count).Select(i => $"{what} {i}")];

    private static string[] Contents(IEnumerable<Message> messages) => [.. messages.Select(message => message.Content)];

    /// <summary>The first messages of the room up to <paramref name="last"/>, read back page by page.</summary>
    private static async Task<string[]> HistoryOf(Person person, long last)
    {
        var all = new List<Message>();
        for (var before = last + 1; before > 1; before = all[0].Seq)
            all.InsertRange(0, (await person.Client.HistoryAsync(person.Room, beforeSeq: before, limit: 20)).Messages);
        return Contents(all);
    }
}
