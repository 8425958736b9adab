using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Limits;
using Parlance.Core.Messages;
using Parlance.Core.Search;
using Parlance.Tests.Core.Conversations;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Search;

/// <summary>Search over a real index.</summary>
public abstract class SearchTests(Engine engine) : ChatTests(engine)
{
    private SearchService _service = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _service = new SearchService(Search, Rooms, new LimitOptions { Scale = 1_000 }, Clock);
    }

    [Fact]
    public async Task Words_are_found_in_whatever_order_and_case()
    {
        var (ana, room) = await AnaInARoom();
        await Say(ana, room, "The quick brown fox", "jumps over the lazy dog", "Ein Fuchs, über Nacht", "fox-trot");

        (await Found(ana, "FOX")).ShouldBe(["fox-trot", "The quick brown fox"], ignoreOrder: true);
        (await Found(ana, "fox the")).ShouldBe(["The quick brown fox"]);
        (await Found(ana, "\"quick brown\"")).ShouldBe(["The quick brown fox"]);
        (await Found(ana, "\"brown quick\"")).ShouldBeEmpty();
        (await Found(ana, "uber")).ShouldBe(["Ein Fuchs, über Nacht"]);
        (await Found(ana, "fox -trot")).ShouldBe(["The quick brown fox"]);
        (await Found(ana, "the -\"brown fox\"")).ShouldBe(["jumps over the lazy dog"]);
        (await Found(ana, "fu*")).ShouldBe(["Ein Fuchs, über Nacht"]);
        (await Found(ana, "fo")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Any_part_of_a_sentence_without_spaces_is_found()
    {
        var (ana, room) = await AnaInARoom();
        await Say(ana, room, "昨日東京タワーへ行った", "京東", "ภาษาไทย", "हिन्दी में लिखो");

        (await Found(ana, "東京")).ShouldBe(["昨日東京タワーへ行った"]);
        (await Found(ana, "ไทย")).ShouldBe(["ภาษาไทย"]);
        (await Found(ana, "हिन्दी")).ShouldBe(["हिन्दी में लिखो"]);
    }

    [Fact]
    public async Task Edited_messages_are_found_by_their_new_words_and_deleted_ones_not_at_all()
    {
        var (ana, room) = await AnaInARoom();
        var (edited, deleted) = (await Post(ana, room, "first apple"), await Post(ana, room, "second apple"));
        await Index();

        await Talk.EditAsync(ana.Id, edited.Id, "first pear");
        await Talk.EditAsync(ana.Id, edited.Id, "first plum");
        await Talk.DeleteAsync(ana.Id, deleted.Id);
        (await Found(ana, "apple", index: false)).ShouldBeEmpty(); // before the index knows
        await Index();
        (await Found(ana, "apple", index: false)).ShouldBeEmpty();
        (await Found(ana, "pear")).ShouldBeEmpty();
        (await Found(ana, "plum")).ShouldBe(["first plum"]);

        await Talk.EditAsync(ana.Id, edited.Id, "first apple");
        (await Found(ana, "apple")).ShouldBe(["first apple"]);
        (await IndexedWords()).ShouldNotContain("second");
    }

    [Fact]
    public async Task A_message_that_changes_before_it_is_indexed_is_indexed_as_it_is_then()
    {
        var (ana, room) = await AnaInARoom();
        var (edited, deleted, picture) = (await Post(ana, room, "apple"), await Post(ana, room, "apple too"), await Post(ana, room, "x"));
        await Talk.EditAsync(ana.Id, edited.Id, "pear");
        await Talk.DeleteAsync(ana.Id, deleted.Id);
        await Talk.DeleteAsync(ana.Id, picture.Id);

        (await Found(ana, "apple")).ShouldBeEmpty();
        (await Found(ana, "pear")).ShouldBe(["pear"]);
    }

    [Fact]
    public async Task Words_given_to_a_message_that_had_none_are_found()
    {
        var (ana, room) = await AnaInARoom();
        Append(new Post
        {
            Conversation = room.Id, ConversationKey = "", Sender = ana.Id, SenderKey = "", SenderName = "Ana", Content = "", SentAt = Clock.GetUtcNow(),
            Attachments = [new Attachment("/media/1.png", "1.png", "image/png", 1)],
        });
        await Index();
        var posted = (await Messages.AfterAsync(room.Id, 0, 1, Cancel))[0];

        await Talk.EditAsync(ana.Id, posted.Id, "a caption");

        (await Found(ana, "caption")).ShouldBe(["a caption"]);
    }

    [Fact]
    public async Task Nobody_finds_what_they_may_not_read()
    {
        var (ana, ben, carl) = (await Person(), await Person(), await Person());
        var (shared, left, gone) = (await RoomOf(ana), await RoomOf(ana), await RoomOf(ana));
        foreach (var room in new[] { shared, left, gone })
        {
            await Join(room, ben);
            await Post(ana, room, $"secret of {room.Id}");
        }

        await Rooms.LeaveAsync(ben.Id, ConversationRef.Of(left.Id));
        await Rooms.DeleteAsync(ana.Id, ConversationRef.Of(gone.Id));

        (await Found(ben, "secret")).ShouldBe([$"secret of {shared.Id}"]);
        (await Found(carl, "secret")).ShouldBeEmpty();
        Refused(await _service.SearchAsync(ben.Id, new SearchRequest("secret", 10) { Conversation = ConversationRef.Of(left.Id) }, Cancel), RefusalCode.NotFound);
        Refused(await _service.SearchAsync(carl.Id, new SearchRequest("secret", 10) { Conversation = ConversationRef.Of(shared.Key) }, Cancel), RefusalCode.NotFound);
        (await Found(ana, "secret", new SearchRequest("secret", 10) { Conversation = ConversationRef.Of(left.Id) })).ShouldBe([$"secret of {left.Id}"]);

        await Rooms.JoinAsync(ben, ConversationRef.Of(left.Id), password: null, createAs: null, Cancel);
        (await Found(ben, "secret")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_one_removed_for_oneself_is_found_by_others_only_and_what_both_removed_by_nobody()
    {
        var (ana, ben) = (await Person(), await Person());
        var direct = (await DirectOf(ana, ben)).Conversation;
        await Post(ana, direct, "old plan");
        await Index();
        await Rooms.ClearAsync(ana.Id, ConversationRef.Of(direct.Id));
        await Post(ben, direct, "new plan");

        (await Found(ana, "plan")).ShouldBe(["new plan"]);
        (await Found(ben, "plan")).Count.ShouldBe(2);

        await Rooms.ClearAsync(ben.Id, ConversationRef.Of(direct.Id));
        (await Found(ben, "plan")).ShouldBeEmpty();
        (await Found(ana, "plan")).ShouldBe(["new plan"]);
        await Index();
        (await IndexedWords()).ShouldNotContain("old");
    }

    [Fact]
    public async Task One_may_look_in_one_conversation_and_for_one_sender()
    {
        var (ana, ben) = (await Person(), await Person());
        var (one, two) = (await RoomOf(ana), await RoomOf(ana));
        await Join(one, ben);
        await Post(ana, one, "tea one");
        await Post(ben, one, "tea two");
        await Post(ana, two, "tea three");

        (await Found(ana, "", new SearchRequest("tea", 10) { Conversation = ConversationRef.Of(one.Id), Sort = SearchSort.Newest })).ShouldBe(["tea two", "tea one"]);
        (await Found(ana, "", new SearchRequest("tea", 10) { From = ana.Id, Sort = SearchSort.Newest })).ShouldBe(["tea three", "tea one"]);
        (await Found(ana, "", new SearchRequest("tea", 10) { From = ben.Id })).ShouldBe(["tea two"]);
        (await Found(ana, "", new SearchRequest($"c{one.Id} tea", 10))).ShouldBeEmpty(); // the index's own words are nobody's
    }

    [Theory]
    [InlineData(SearchSort.Relevance)]
    [InlineData(SearchSort.Newest)]
    public async Task Pages_hold_everything_once_in_order_whatever_is_posted_meanwhile(SearchSort sort)
    {
        var (ana, room) = await AnaInARoom();
        for (var i = 0; i < 23; i++)
            await Post(ana, room, $"tea {i} {string.Concat(Enumerable.Repeat("tea ", i % 4))}");
        await Index();
        var all = await Found(ana, "", new SearchRequest("tea", 50) { Sort = sort });
        all.Count.ShouldBe(23);

        var paged = new List<string>();
        for (string? cursor = null; ;)
        {
            var page = (await _service.SearchAsync(ana.Id, new SearchRequest("tea", 5) { Sort = sort, Cursor = cursor }, Cancel)).Value;
            paged.AddRange(page.Hits.Select(hit => hit.Message.Content));
            page.Hits.Count.ShouldBeInRange(1, 5);
            if (page.Next is null)
                break;
            cursor = page.Next;
            await Post(ana, room, "tea tea tea posted meanwhile");
            await Index();
        }

        paged.ShouldBe(all);
    }

    [Fact]
    public async Task What_holds_the_word_more_densely_is_more_relevant_and_of_equals_the_newer()
    {
        var (ana, room) = await AnaInARoom();
        await Say(ana, room, "tea", "a long message in which tea is named only once among many other words that say nothing", "tea tea tea", "TEA");

        (await Found(ana, "tea")).ShouldBe(["tea tea tea", "TEA", "tea", "a long message in which tea is named only once among many other words that say nothing"]);
    }

    [Fact]
    public async Task Many_conversations_are_looked_through_and_the_newest_matches_win()
    {
        var ana = await Person();
        var rooms = new List<Conversation>();
        for (var i = 0; i < 150; i++)
            rooms.Add(await RoomOf(ana));
        foreach (var room in rooms.Concat(rooms.Take(3)))
            NewlySaid(room, ana, $"tea in {room.Id}");

        var hits = await Found(ana, "", new SearchRequest("tea", 5) { Sort = SearchSort.Newest });

        hits.ShouldBe([$"tea in {rooms[2].Id}", $"tea in {rooms[1].Id}", $"tea in {rooms[0].Id}", $"tea in {rooms[149].Id}", $"tea in {rooms[148].Id}"]);
        (await Found(ana, "", new SearchRequest("tea", 200) { Sort = SearchSort.Newest })).Count.ShouldBe(153);
    }

    [Fact]
    public async Task The_index_goes_on_where_it_was_after_a_restart()
    {
        var (ana, room) = await AnaInARoom();
        await Index();
        Append([.. Enumerable.Range(0, 250).Select(i => NewPost(room, $"apple {i}", sender: ana.Id))]);
        (await Search.IndexAsync(100, Cancel)).ShouldBeTrue();
        var halfway = await PositionOf(ana);
        (await Found(ana, "", new SearchRequest("apple", 50) { Sort = SearchSort.Newest }, index: false))[0].ShouldBe("apple 99");
        var edited = (await Messages.AfterAsync(room.Id, 0, 1, Cancel))[0];
        await Talk.EditAsync(ana.Id, edited.Id, "pear");

        // A process that starts now knows only what is in the database.
        await using var again = new Parlance.Storage.Database(Engine.Address);
        var store = new Parlance.Storage.Search.SqlSearchStore(again);
        while (await store.IndexAsync(100, Cancel))
        {
        }

        (await PositionOf(ana)).ShouldBeGreaterThan(halfway);
        (await PositionOf(ana)).ShouldBe(await Messages.HeadAsync(Cancel));
        (await Found(ana, "apple", new SearchRequest("apple", 300), index: false)).Count.ShouldBe(249);
        (await Found(ana, "pear", index: false)).ShouldBe(["pear"]);
    }

    [Fact]
    public async Task An_index_made_under_other_rules_is_made_anew()
    {
        var (ana, room) = await AnaInARoom();
        await Say(ana, room, "tea");
        await Index();
        await Database.WriteAsync(s => s.ExecuteAsync("update search_head set version = 0", [], Cancel), Cancel);

        (await Found(ana, "tea")).ShouldBe(["tea"]);
        await Talk.DeleteAsync(ana.Id, (await Messages.AfterAsync(room.Id, 0, 1, Cancel))[0].Id);
        await Index();
        (await Found(ana, "tea")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Searches_are_limited_per_user()
    {
        var (ana, ben) = (await Person(), await Person());
        var service = new SearchService(Search, Rooms, new LimitOptions { SearchPerUser = new RateLimit(2, TimeSpan.FromMinutes(1)) }, Clock);
        for (var i = 0; i < 2; i++)
            (await service.SearchAsync(ana.Id, new SearchRequest("tea", 10), Cancel)).IsRefused.ShouldBeFalse();

        Refused(await service.SearchAsync(ana.Id, new SearchRequest("tea", 10), Cancel), RefusalCode.RateLimited);
        (await service.SearchAsync(ben.Id, new SearchRequest("tea", 10), Cancel)).IsRefused.ShouldBeFalse();
    }

    [Theory]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("bi4wLjAuNQ====")]
    [InlineData("bi4wLjAuLTU")]
    [InlineData("ÄÖÜ")]
    public async Task A_cursor_of_no_search_is_refused(string cursor) =>
        (await _service.SearchAsync(SomeUser(), new SearchRequest("tea", 10) { Cursor = cursor }, Cancel)).Refusal.ShouldNotBeNull().Field.ShouldBe("cursor");

    private async Task<(User, Conversation)> AnaInARoom()
    {
        var ana = await Person();
        return (ana, await RoomOf(ana));
    }

    private async Task Join(Conversation room, User user) =>
        (await Rooms.JoinAsync(user, ConversationRef.Of(room.Id), password: null, createAs: null, Cancel)).IsRefused.ShouldBeFalse();

    private async Task Say(User sender, Conversation room, params string[] texts)
    {
        foreach (var text in texts)
            await Post(sender, room, text);
    }

    private void NewlySaid(Conversation room, User sender, string text) => Append(NewPost(room, text, sender: sender.Id));

    private async Task Index()
    {
        while (await Search.IndexAsync(50, Cancel))
        {
        }
    }

    private async Task<long> PositionOf(User user) => (await _service.SearchAsync(user.Id, new SearchRequest("anything", 1), Cancel)).Value.Position;

    private async Task<List<string>> Found(User user, string query, SearchRequest? request = null, bool index = true)
    {
        if (index)
            await Index();
        return [.. (await _service.SearchAsync(user.Id, request ?? new SearchRequest(query, 50), Cancel)).Value.Hits.Select(hit => hit.Message.Content)];
    }

    /// <summary>Every word the index holds, whosever it is.</summary>
    private protected abstract Task<List<string>> IndexedWords();
}

public sealed class SearchOnSqlite(SqliteEngine engine) : SearchTests(engine), IClassFixture<SqliteEngine>
{
    private protected override async Task<List<string>> IndexedWords()
    {
        await Database.WriteAsync(s => s.ExecuteAsync("create virtual table if not exists message_words using fts5vocab(message_search, 'row')", [], Cancel), Cancel);
        return await Database.ReadAsync(s => s.QueryAsync("select term from message_words", [], row => row.GetString(0), Cancel), Cancel);
    }
}

public sealed class SearchOnPostgres(PostgresEngine engine) : SearchTests(engine), IClassFixture<PostgresEngine>
{
    private protected override Task<List<string>> IndexedWords() =>
        Database.ReadAsync(s => s.QueryAsync("select word from ts_stat('select words from message_search')", [], row => row.GetString(0), Cancel), Cancel);
}
