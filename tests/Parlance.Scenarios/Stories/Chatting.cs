namespace Parlance.Scenarios.Stories;

public class Chatting(ChatServers servers) : IClassFixture<ChatServers>
{
    [Theory, EveryEngine]
    public async Task Two_people_hear_each_other_in_order(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");

        await ana.Says("one");
        await ben.Says("two");
        await ana.Says("three");

        await ana.Sees("one", "two", "three");
        await ben.Sees("one", "two", "three");
        await ana.SeesNothingMore();
        await ben.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task A_member_who_was_away_catches_up_in_order(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");

        await ben.Leaves();
        await ana.Says("one");
        await ana.Says("two");
        await ben.Returns();

        await ben.Sees("one", "two");
        await ben.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task Text_arrives_exactly_as_it_was_sent(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        string[] texts = ["  spaces  ", "line\nline\r\n\ttab", "\"quotes\" \\ / </script>", "👩‍👩‍👧 ‏עברית‏ नमस्ते", "\u0001\u001f\u007f\u2028", new('x', 20_000)];

        foreach (var text in texts)
            await ana.Says(text);

        await ben.Sees(texts);
        var page = await ben.Client.HistoryAsync(ben.Room);
        page.Messages.Select(m => m.Content).ShouldBe(texts);
    }

    [Theory, EveryEngine]
    public async Task A_thousand_messages_from_two_sides_have_one_order(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");

        await Task.WhenAll(Enumerable.Range(0, 500).SelectMany(i => (Task[])[ana.Says($"a{i}"), ben.Says($"b{i}")]));
        await ana.IsUpToDate();
        await ben.IsUpToDate();

        ana.SawEverythingOnce();
        ben.SawEverythingOnce();
        var heard = ana.Journal.Messages(ana.Room).Select(m => m.Content).ToList();
        heard.Count.ShouldBe(1000);
        ben.Journal.Messages(ben.Room).Select(m => m.Content).ShouldBe(heard);
        heard.Where(t => t.StartsWith('a')).ShouldBe(Enumerable.Range(0, 500).Select(i => $"a{i}"));
        heard.Where(t => t.StartsWith('b')).ShouldBe(Enumerable.Range(0, 500).Select(i => $"b{i}"));
    }

    [Theory, EveryEngine]
    public async Task Typing_and_presence_are_told_to_those_who_care(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");

        var presence = await ana.Client.WatchAsync([ben.Id]);
        await ben.Client.TypingAsync(ben.Room);

        presence.Single().Online.ShouldBeTrue();
        (await ana.Hears<TypingChanged>(e => e.User == ben.Id)).On.ShouldBeTrue();
        await ben.Leaves();
        (await ana.Hears<PresenceChanged>(e => e.User == ben.Id && !e.Online)).LastSeen.ShouldNotBeNull();
    }
}
