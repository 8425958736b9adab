namespace Parlance.Scenarios.Stories;

public class Searching(ChatServers servers) : IClassFixture<ChatServers>
{
    [Theory, EveryEngine]
    public async Task What_was_said_is_found_with_what_to_highlight(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        var tea = await ana.Client.SendAsync(ana.Room, "A pot of green téa, \"quite\" hot 👍", new SendOptions { Mentions = [ben.Id] });
        await ana.Says("Coffee, not tea");
        await ana.Says("unrelated");
        await Indexed(ben, tea.Message + 2);

        var page = await ben.Client.SearchAsync("tea");
        page.Hits.Select(hit => hit.Message.Content).ShouldBe(["Coffee, not tea", "A pot of green téa, \"quite\" hot 👍"]);
        page.Next.ShouldBeNull();
        var hit = (await ben.Client.SearchAsync("\"green tea\" ho* -coffee", new SearchOptions { Conversation = ana.Room, From = ana.Id, NewestFirst = true })).Hits.ShouldHaveSingleItem();
        (hit.Conversation, hit.Message.Id, hit.Snippet).ShouldBe((ana.Room, tea.Message, "A pot of green téa, \"quite\" hot 👍"));
        hit.Message.Mentions.ShouldBe([ben.Id]);
        hit.Highlights.Select(place => hit.Snippet.Substring(place[0], place[1])).ShouldBe(["green téa", "hot"]);
        (await ben.Client.SearchAsync("tea", new SearchOptions { From = ben.Id })).Hits.ShouldBeEmpty();

        var first = await ben.Client.SearchAsync("tea", new SearchOptions { Limit = 1, NewestFirst = true });
        var second = await ben.Client.SearchAsync("tea", new SearchOptions { Limit = 1, NewestFirst = true, Cursor = first.Next });
        first.Hits.Concat(second.Hits).Select(h => h.Message.Id).ShouldBe([tea.Message + 1, tea.Message]);
        second.Next.ShouldBeNull();
    }

    [Theory, EveryEngine]
    public async Task Edits_deletions_and_leaving_are_heeded_at_once(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        var (one, two) = (await ana.Says("apple one"), await ana.Says("apple two"));
        await Indexed(ben, two.Message);

        await ana.Client.EditAsync(one.Message, "pear one");
        await ana.Client.DeleteAsync(two.Message);
        (await ben.Client.SearchAsync("apple")).Hits.ShouldBeEmpty();
        await Eventually.Holds(async () => (await ben.Client.SearchAsync("pear")).Hits.Count == 1 ? null : "the new word is not found");

        await ben.Client.LeaveAsync(ben.Room);
        (await ben.Client.SearchAsync("pear")).Hits.ShouldBeEmpty();
        (await Should.ThrowAsync<ParlanceException>(ben.Client.SearchAsync("pear", new SearchOptions { Conversation = ana.Room }))).Code.ShouldBe("not_found");
    }

    [Theory, EveryEngine]
    public async Task A_server_that_was_killed_indexes_what_it_had_acknowledged(Engine engine)
    {
        await using var chat = await Chat.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        await Indexed(ben, (await ana.Says("needle 0")).Message);
        var acks = new List<Task<SendAck>>();
        for (var i = 1; i <= 29; i++)
            acks.Add(ana.Says($"needle {i}"));
        var last = (await Task.WhenAll(acks)).Max(ack => ack.Message);
        await ana.Client.EditAsync(last, "thread");

        await chat.Server.KillAsync();
        await chat.Server.StartAsync();

        await Indexed(ben, last + 1);
        (await ben.Client.SearchAsync("needle", new SearchOptions { Limit = 50 })).Hits.Count.ShouldBe(29);
        (await ben.Client.SearchAsync("thread")).Hits.ShouldHaveSingleItem().Message.Id.ShouldBe(last);
    }

    [Fact]
    public async Task Bad_searches_are_refused_with_the_field()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        var ana = await chat.Member("ana");
        foreach (var query in new[] { "", "-tea", "!", new string('x', 201) })
            (await Should.ThrowAsync<ParlanceException>(ana.Client.SearchAsync(query))).Field.ShouldBe("q");
        (await Should.ThrowAsync<ParlanceException>(ana.Client.SearchAsync("tea", new SearchOptions { Limit = 51 }))).Field.ShouldBe("limit");
        (await Should.ThrowAsync<ParlanceException>(ana.Client.SearchAsync("tea", new SearchOptions { Cursor = "x" }))).Field.ShouldBe("cursor");
    }

    private static Task Indexed(Person person, long position) => Eventually.Holds(async () =>
        (await person.Client.SearchAsync("anything", new SearchOptions { Limit = 1 })).Position is var at && at >= position ? null : $"the index is at {at}, not yet at {position}");
}
