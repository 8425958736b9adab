using Parlance.Core;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;

namespace Parlance.Tests.Storage;

public abstract class MessageStoreContract(Engine engine) : StoreContract(engine)
{
    [Fact]
    public async Task History_is_read_in_both_directions()
    {
        var room = Room();
        Append([.. Enumerable.Range(1, 9).Select(i => NewPost(room, $"{i}"))]);
        Say(Room(), "elsewhere");

        (await Messages.BeforeAsync(room.Id, long.MaxValue, 3, Cancel)).Select(m => m.Content).ShouldBe(["7", "8", "9"]);
        (await Messages.BeforeAsync(room.Id, 3, 5, Cancel)).Select(m => m.Content).ShouldBe(["1", "2"]);
        (await Messages.AfterAsync(room.Id, 0, 2, Cancel)).Select(m => m.Content).ShouldBe(["1", "2"]);
        (await Messages.AfterAsync(room.Id, 8, 5, Cancel)).Select(m => m.Content).ShouldBe(["9"]);
        (await Messages.AfterAsync(room.Id, 9, 5, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_newest_message_of_each_conversation_is_found()
    {
        var (one, two, empty) = (Room(), Room(), Room());
        Say(one);
        var last = Say(one);
        var only = Say(two);

        var newest = await Messages.NewestAsync([one.Id, two.Id, empty.Id], Cancel);

        newest.ToDictionary(p => p.Key, p => p.Value.Id).ShouldBe(new Dictionary<ConversationId, MessageId> { [one.Id] = last.Id, [two.Id] = only.Id }, ignoreOrder: true);
    }

    [Fact]
    public async Task Nothing_changed_means_empty_changes_and_the_head()
    {
        var room = Room();
        Say(room);
        var head = await Messages.HeadAsync(Cancel);

        var changes = (await Messages.ChangesAsync([room.Id], head, 10, Cancel)).ShouldNotBeNull();

        changes.Head.ShouldBe(head);
        (changes.Posted.Count + changes.Revised.Count + changes.Members.Count + changes.Receipts.Count + changes.Conversations.Count).ShouldBe(0);
    }

    [Fact]
    public async Task Each_sort_of_change_is_told_and_only_of_the_conversations_asked_for()
    {
        var (room, other, ana, ben) = (Room(), Room(), SomeUser(), SomeUser());
        Join(room, ana);
        Join(room, ben);
        Join(other, ana);
        var old = Say(room, "old");
        var start = await Messages.HeadAsync(Cancel);

        var fresh = Say(room, "fresh");
        Log(t => t.Edit(old.Id, "edited", Clock.GetUtcNow(), t.NextPosition()));
        Log(t => t.Edit(fresh.Id, "fresh and edited", Clock.GetUtcNow(), t.NextPosition()));
        Log(t => t.MoveReceipt(room.Id, ana, 2, 2, t.NextPosition, DateTimeOffset.UnixEpoch));
        Log(t => t.SaveMember(t.FindMember(room.Id, ben)! with { State = MemberState.Left, Position = t.NextPosition() }));
        Log(t => t.UpdateConversation(room with { Name = "New name", Position = t.NextPosition() }));
        Say(other, "not asked for");

        var changes = (await Messages.ChangesAsync([room.Id], start, 5, Cancel)).ShouldNotBeNull();

        changes.Head.ShouldBe(start + 7);
        changes.Posted.Select(m => m.Content).ShouldBe(["fresh and edited"]);
        changes.Revised.Select(m => m.Content).ShouldBe(["edited"]);
        changes.Receipts.Select(m => (m.User, m.ReadSeq)).ShouldBe([(ana, 2L)]);
        changes.Members.Select(m => (m.User, m.State)).ShouldBe([(ben, MemberState.Left)]);
        changes.Conversations.Select(c => (c.Id, c.Name)).ShouldBe([(room.Id, "New name")]);
        (await Messages.ChangesAsync([room.Id], start, 4, Cancel)).ShouldBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(700)]
    public async Task New_messages_are_found_however_many(int count)
    {
        var (room, busy) = (Room(), Room());
        Append([.. Enumerable.Range(1, 40).Select(i => NewPost(room, $"old {i}"))]);
        var start = await Messages.HeadAsync(Cancel);
        for (var i = 0; i < count; i++)
            Append(NewPost(room, $"{i}"), NewPost(busy, $"{i}"));

        var changes = (await Messages.ChangesAsync([room.Id, busy.Id], start, 2 * count, Cancel)).ShouldNotBeNull();

        changes.Posted.Select(m => m.Id.Value).ShouldBe(Enumerable.Range(1, 2 * count).Select(i => start + i));
        if (count > 0)
            (await Messages.ChangesAsync([room.Id, busy.Id], start, (2 * count) - 1, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Changes_and_later_changes_together_are_everything()
    {
        var random = new Random(Random.Shared.Next());
        var rooms = Enumerable.Range(0, 3).Select(_ => Room()).ToArray();
        var users = Enumerable.Range(0, 4).Select(_ => SomeUser()).ToArray();
        foreach (var room in rooms)
            Array.ForEach(users, user => Join(room, user));

        var ids = rooms.Select(r => r.Id).ToArray();
        var view = new View();
        var position = 0L;
        for (var round = 0; round < 30; round++)
        {
            for (var i = random.Next(6); i > 0; i--)
                ChangeSomething(random, rooms, users);

            var changes = (await Messages.ChangesAsync(ids, position, 10_000, Cancel)).ShouldNotBeNull();
            view.Take(changes);
            position = changes.Head;
        }

        var whole = new View();
        whole.Take((await Messages.ChangesAsync(ids, 0, 10_000, Cancel)).ShouldNotBeNull());
        view.Text.ShouldBe(whole.Text);
        foreach (var room in rooms)
            (await Messages.AfterAsync(room.Id, 0, 10_000, Cancel)).Count.ShouldBe(view.MessagesOf(room.Id));
    }

    private void ChangeSomething(Random random, Conversation[] rooms, UserId[] users)
    {
        var (room, user) = (rooms[random.Next(rooms.Length)], users[random.Next(users.Length)]);
        Log(t =>
        {
            var lastSeq = t.FindConversation(room.Id)!.LastSeq;
            switch (random.Next(6))
            {
                case 0 or 1:
                    t.Append([NewPost(room, $"{random.Next()}", sender: user), NewPost(rooms[0], "also")]);
                    break;
                case 2:
                    t.MoveReceipt(room.Id, user, lastSeq, random.NextInt64(lastSeq + 1), t.NextPosition, DateTimeOffset.UnixEpoch);
                    break;
                case 3:
                    t.SaveMember(t.FindMember(room.Id, user)! with { DisplayName = $"{random.Next()}", Position = t.NextPosition() });
                    break;
                case 4:
                    t.UpdateConversation(t.FindConversation(room.Id)! with { Name = $"{random.Next()}", Position = t.NextPosition() });
                    break;
                default:
                    var any = new MessageId(1 + random.NextInt64(t.NextPosition() - 1));
                    if (t.FindMessage(any) is { IsDeleted: false } message)
                        t.React(message.Id, user, "👍", random.Next(2) == 0, Clock.GetUtcNow(), t.NextPosition);
                    break;
            }

            return 0;
        });
    }

    /// <summary>What a client knows that only ever heard of changes.</summary>
    private sealed class View
    {
        private readonly SortedDictionary<long, Message> _messages = [];
        private readonly SortedDictionary<string, Member> _members = [];
        private readonly SortedDictionary<long, Conversation> _conversations = [];

        public string Text =>
            string.Join('\n', _messages.Values.Select(m => $"{m.Conversation}/{m.Seq} {m.Content} {string.Join(',', m.Reactions)}"))
            + string.Join('\n', _members.Select(m => $"{m.Key} {m.Value.DisplayName} {m.Value.DeliveredSeq} {m.Value.ReadSeq}"))
            + string.Join('\n', _conversations.Values.Select(c => $"{c.Id} {c.Name}"));

        public void Take(Changes changes)
        {
            foreach (var message in changes.Posted.Concat(changes.Revised))
                _messages[message.Id.Value] = message;
            foreach (var member in changes.Members.Concat(changes.Receipts))
                _members[$"{member.Conversation}/{member.User}"] = member;
            foreach (var conversation in changes.Conversations)
                _conversations[conversation.Id.Value] = conversation;
        }

        public int MessagesOf(ConversationId id) => _messages.Values.Count(m => m.Conversation == id);
    }
}

public sealed class MessagesOnSqlite(SqliteEngine engine) : MessageStoreContract(engine), IClassFixture<SqliteEngine>;

public sealed class MessagesOnPostgres(PostgresEngine engine) : MessageStoreContract(engine), IClassFixture<PostgresEngine>;
