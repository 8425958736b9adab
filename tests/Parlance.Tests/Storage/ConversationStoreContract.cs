using Parlance.Core.Conversations;

namespace Parlance.Tests.Storage;

public abstract class ConversationStoreContract(Engine engine) : StoreContract(engine)
{
    [Fact]
    public async Task A_conversation_comes_back_as_stored_with_its_counts()
    {
        var given = Log(t => t.CreateConversation(Template(t) with
        {
            Privacy = Privacy.Password,
            Description = "Black and green",
            Category = "drinks",
            Tags = ["tea", "\"茶\""],
            ThumbnailUrl = "/media/t.png",
            Host = SomeUser(),
            MaxMembers = 12,
            PasswordHash = "hash",
        })).ShouldNotBeNull();
        Join(given, SomeUser());
        Join(given, SomeUser());
        Say(given);

        var found = await Conversations.FindAsync(given.Id, Cancel);

        found.ShouldNotBeNull().Tags.ShouldBe(given.Tags);
        (found with { Tags = given.Tags }).ShouldBeEquivalentTo(given with { MemberCount = 2, LastSeq = 1 });
        (await Conversations.FindByKeyAsync(given.Key, Cancel)).ShouldNotBeNull().Id.ShouldBe(given.Id);
        (await Conversations.FindByKeyAsync(given.Key.ToUpperInvariant(), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Members_are_paged_by_join_time()
    {
        var room = Room();
        var joined = new List<Member>();
        for (var i = 0; i < 5; i++)
        {
            if (i != 3)
                Clock.Advance(TimeSpan.FromSeconds(1)); // the fourth joins in the same millisecond as the third
            joined.Add(Join(room, SomeUser()));
        }

        var first = await Conversations.MembersAsync(room.Id, null, 3, Cancel);
        Log(t => t.SaveMember(first[2] with { State = MemberState.Left, Position = t.NextPosition() }));
        var rest = await Conversations.MembersAsync(room.Id, first[2].User, 3, Cancel);

        first.Concat(rest).Select(m => m.User).ShouldBe(joined.Select(m => m.User));
        (await Conversations.MembersAsync(room.Id, null, 10, Cancel)).Select(m => m.User).ShouldNotContain(first[2].User);
        (await Conversations.FindMemberAsync(room.Id, first[2].User, Cancel)).ShouldNotBeNull().State.ShouldBe(MemberState.Left);
    }

    [Fact]
    public async Task A_list_shows_ones_own_conversations_most_active_first()
    {
        var me = SomeUser();
        var (quiet, busy, foreign, left, deleted) = (Room(), Room(), Room(), Room(), Room());
        foreach (var room in new[] { quiet, busy, left, deleted })
            Join(room, me);
        Say(busy);
        var newest = Say(quiet);
        Say(busy);
        Say(quiet);
        Say(foreign);
        Log(t => t.SaveMember(t.FindMember(left.Id, me)! with { State = MemberState.Left, Position = t.NextPosition() }));
        Log(t => t.UpdateConversation(deleted with { IsDeleted = true, Position = t.NextPosition() }));
        Log(t => t.MoveReceipt(quiet.Id, me, 1, 1, t.NextPosition, DateTimeOffset.UnixEpoch));

        var (entries, position) = await Conversations.ListAsync(me, long.MaxValue, 10, Cancel);

        entries.Select(e => e.Conversation.Id).ShouldBe([quiet.Id, busy.Id]);
        entries.Select(e => e.Unread).ShouldBe([1, 2]);
        entries[0].Self.User.ShouldBe(me);
        entries[0].Activity.ShouldBeGreaterThan(newest.Id.Value);
        position.ShouldBe(await Messages.HeadAsync(Cancel));
        (await Conversations.ListAsync(me, entries[0].Activity, 10, Cancel)).Entries.Select(e => e.Conversation.Id).ShouldBe([busy.Id]);
        (await Conversations.ConversationIdsOfAsync(me, Cancel)).ShouldBe([quiet.Id, busy.Id], ignoreOrder: true);
    }

    [Fact]
    public async Task What_was_lost_while_away_is_told()
    {
        var me = SomeUser();
        var (left, deleted, kept, before) = (Room(), Room(), Room(), Room());
        foreach (var room in new[] { left, deleted, kept, before })
            Join(room, me);
        Log(t => t.SaveMember(t.FindMember(before.Id, me)! with { State = MemberState.Removed, Position = t.NextPosition() }));
        var position = await Messages.HeadAsync(Cancel);

        Log(t => t.SaveMember(t.FindMember(left.Id, me)! with { State = MemberState.Banned, Position = t.NextPosition() }));
        Log(t => t.UpdateConversation(deleted with { IsDeleted = true, Position = t.NextPosition() }));

        var (departures, gone) = await Conversations.LostSinceAsync(me, position, Cancel);
        departures.Select(m => (m.Conversation, m.State)).ShouldBe([(left.Id, MemberState.Banned)]);
        gone.Select(c => (c.Id, c.IsDeleted)).ShouldBe([(deleted.Id, true)]);
    }

    [Fact]
    public async Task Rooms_are_listed_newest_first_unless_private_or_gone()
    {
        var category = Unique("category");
        Conversation Listed(Func<Conversation, Conversation> change) => Log(t => t.CreateConversation(change(Template(t) with { Category = category })))!;
        var first = Listed(c => c with { Name = "Über TEA" });
        var second = Listed(c => c with { Privacy = Privacy.Password, Description = "100%_tea" });
        Listed(c => c with { Privacy = Privacy.Private });
        Listed(c => c with { Kind = ConversationKind.Group });
        var gone = Listed(c => c);
        Log(t => t.UpdateConversation(gone with { IsDeleted = true, Position = t.NextPosition() }));

        (await Conversations.RoomsAsync(category, null, null, 10, Cancel)).Select(c => c.Id).ShouldBe([second.Id, first.Id]);
        (await Conversations.RoomsAsync(category, null, second.Id, 10, Cancel)).Select(c => c.Id).ShouldBe([first.Id]);
        (await Conversations.RoomsAsync(category, "über", null, 10, Cancel)).Select(c => c.Id).ShouldBe([first.Id]);
        (await Conversations.RoomsAsync(category, "%_T", null, 10, Cancel)).Select(c => c.Id).ShouldBe([second.Id]);
        (await Conversations.RoomsAsync(null, null, null, 1, Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_who_open_one_direct_chat_at_once_one_makes_it()
    {
        var key = Conversation.DirectKey(SomeUser(), SomeUser());

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using var node = new Parlance.Storage.Messages.SqlLogStore(Database);
            using var transaction = node.Begin();
            var created = transaction.CreateConversation(Template(transaction, key, ConversationKind.Direct));
            if (created is not null)
                transaction.Commit();
            return created ?? transaction.FindConversationByKey(key);
        })));

        results.Select(c => c.ShouldNotBeNull().Id).Distinct().ShouldHaveSingleItem();
        (await Conversations.FindByKeyAsync(key, Cancel)).ShouldNotBeNull().Id.ShouldBe(results[0]!.Id);
    }

    [Fact]
    public void The_one_who_takes_over_has_the_highest_role_and_came_first()
    {
        var room = Room();
        var host = Join(room, SomeUser(), MemberRole.Host);
        Join(room, SomeUser());
        Clock.Advance(TimeSpan.FromSeconds(1));
        var moderator = Join(room, SomeUser(), MemberRole.Moderator);
        Clock.Advance(TimeSpan.FromSeconds(1));
        Join(room, SomeUser(), MemberRole.Moderator);

        Log(t => t.FindSuccessor(room.Id, host.User)).ShouldNotBeNull().User.ShouldBe(moderator.User);
        var empty = Room();
        Log(t => t.FindSuccessor(empty.Id, host.User)).ShouldBeNull();
    }
}

public sealed class ConversationsOnSqlite(SqliteEngine engine) : ConversationStoreContract(engine), IClassFixture<SqliteEngine>;

public sealed class ConversationsOnPostgres(PostgresEngine engine) : ConversationStoreContract(engine), IClassFixture<PostgresEngine>;
