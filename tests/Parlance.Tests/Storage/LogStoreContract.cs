using Parlance.Core;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Storage.Messages;

namespace Parlance.Tests.Storage;

public abstract class LogStoreContract(Engine engine) : StoreContract(engine)
{
    [Fact]
    public async Task A_message_comes_back_as_stored()
    {
        var room = Room();
        var reply = Say(room);
        var post = new Post
        {
            Conversation = room.Id,
            ConversationKey = room.PublicKey,
            Sender = SomeUser(),
            SenderKey = "",
            SenderName = "Ana 茶",
            SenderAvatar = "/media/a.png",
            Kind = "image",
            Content = "",
            Attachments = [new Attachment("/media/1.png", "cat \"1\".png", "image/png", 1234, 640, 480), new Attachment("/media/2.bin", "2.bin", "application/octet-stream", 1)],
            ReplyTo = reply.Id,
            Mentions = [SomeUser(), SomeUser()],
            ClientId = Unique("client-"),
            SentAt = Clock.GetUtcNow(),
        };

        Append(post);

        var message = post.Message.ShouldNotBeNull();
        message.Seq.ShouldBe(2);
        var found = (await Messages.FindAsync(message.Id, Cancel)).ShouldNotBeNull();
        found.Attachments.ShouldBe(post.Attachments);
        found.Mentions.ShouldBe(post.Mentions);
        (found with { Attachments = message.Attachments, Mentions = message.Mentions }).ShouldBeEquivalentTo(message);
        (await Messages.FindByClientIdAsync(post.Sender, post.ClientId, Cancel)).ShouldNotBeNull().Id.ShouldBe(message.Id);
    }

    [Fact]
    public async Task A_repeat_in_another_batch_gets_the_first_answer()
    {
        var (room, sender, clientId) = (Room(), SomeUser(), Unique("client-"));
        var first = Say(room, "first", clientId, sender);
        var head = await Messages.HeadAsync(Cancel);

        var repeat = NewPost(room, "second", clientId, sender);
        var foreign = NewPost(room, "mine", clientId, SomeUser());
        Append(repeat, foreign);

        repeat.IsRepeat.ShouldBeTrue();
        repeat.Message.ShouldNotBeNull().ShouldBeEquivalentTo(first);
        foreign.IsRepeat.ShouldBeFalse();
        foreign.Message.ShouldNotBeNull().Seq.ShouldBe(2);
        (await Messages.HeadAsync(Cancel)).ShouldBe(head + 1);
    }

    [Fact]
    public void A_repeat_in_one_batch_gets_the_first_answer_and_costs_no_number()
    {
        var (room, sender, clientId) = (Room(), SomeUser(), Unique("client-"));
        var posts = new[] { NewPost(room, "1", clientId, sender), NewPost(room, "1 again", clientId, sender), NewPost(room, "2", null, sender) };

        Append(posts);

        posts.Select(p => p.IsRepeat).ShouldBe([false, true, false]);
        posts[1].Message.ShouldBeEquivalentTo(posts[0].Message);
        posts.Select(p => p.Message!.Seq).ShouldBe([1, 1, 2]);
    }

    [Fact]
    public async Task Missing_and_deleted_conversations_are_told_and_the_others_stored()
    {
        var (room, gone) = (Room(), Room());
        Log(t => t.UpdateConversation(gone with { IsDeleted = true, Position = t.NextPosition() }));
        var head = await Messages.HeadAsync(Cancel);
        var posts = new[] { NewPost(gone), NewPost(room), NewPost(gone with { Id = new ConversationId(1L << 50) }), NewPost(room) };

        Append(posts);

        posts.Select(p => p.Refusal?.Code).ShouldBe([RefusalCode.NotFound, null, RefusalCode.NotFound, null]);
        posts.Select(p => p.Message?.Id.Value).ShouldBe([null, head + 1, null, head + 2]);
    }

    [Fact]
    public async Task A_rolled_back_transaction_leaves_no_trace_and_no_hole()
    {
        var room = Room();
        Say(room, "1");
        var head = await Messages.HeadAsync(Cancel);

        using (var transaction = LogStore.Begin())
        {
            transaction.Append([NewPost(room, "lost"), NewPost(room, "lost too")]);
            transaction.CreateConversation(Template(transaction, "lost-room-" + Unique()));
            transaction.FindConversation(room.Id).ShouldNotBeNull().LastSeq.ShouldBe(3);
        }

        (await Messages.HeadAsync(Cancel)).ShouldBe(head);
        var next = Say(room, "2");
        (next.Seq, next.Id.Value).ShouldBe((2, head + 1));
    }

    [Fact]
    public async Task Positions_and_sequence_numbers_have_no_gaps_whoever_writes_and_rolls_back()
    {
        var rooms = Enumerable.Range(0, 7).Select(_ => Room()).ToArray();
        var start = await Messages.HeadAsync(Cancel);

        var seeds = Enumerable.Range(0, 4).Select(i => Random.Shared.Next()).ToArray();
        var written = await Task.WhenAll(seeds.Select(seed => Task.Run(() => WriteAtRandom(rooms, seed))));

        var seed = string.Join(", ", seeds);
        var all = written.SelectMany(w => w).ToList();
        (await Messages.HeadAsync(Cancel)).ShouldBe(start + all.Count, seed);
        all.Select(p => p.Message!.Id.Value).Order().ShouldBe(Enumerable.Range(1, all.Count).Select(i => start + i), seed);
        foreach (var room in rooms)
        {
            var stored = await Messages.AfterAsync(room.Id, 0, int.MaxValue, Cancel);
            stored.Select(m => m.Seq).ShouldBe(Enumerable.Range(1, stored.Count).Select(i => (long)i), seed);
            stored.Select(m => m.Id.Value).ShouldBeInOrder();
            stored.Count.ShouldBe(all.Count(p => p.Conversation == room.Id), seed);
            (await Conversations.FindAsync(room.Id, Cancel)).ShouldNotBeNull().LastSeq.ShouldBe(stored.Count, seed);
        }
    }

    /// <summary>As a node of its own: random batches over random rooms, with client ids here and there, every third rolled back.</summary>
    private List<Post> WriteAtRandom(Conversation[] rooms, int seed)
    {
        var random = new Random(seed);
        var kept = new List<Post>();
        using var node = new SqlLogStore(Database);
        for (var i = 0; i < 40; i++)
        {
            var batch = Enumerable.Range(0, random.Next(1, 12))
                .Select(_ => NewPost(rooms[random.Next(rooms.Length)], clientId: random.Next(2) == 0 ? Guid.CreateVersion7().ToString() : null)).ToList();
            using var transaction = node.Begin();
            var half = random.Next(batch.Count);
            transaction.Append(batch[..half]);
            transaction.Append(batch[half..]);
            if (random.Next(3) == 0)
                continue;
            transaction.Commit();
            kept.AddRange(batch);
        }

        return kept;
    }

    [Fact]
    public async Task Edits_reactions_and_deletion_change_the_message_in_place()
    {
        var (room, user) = (Room(), SomeUser());
        var id = Say(room, "hello").Id;
        var at = Clock.GetUtcNow();

        var edited = Log(t => t.Edit(id, "hello!", at, t.NextPosition()));
        var reacted = Log(t => t.React(id, user, "👍", true, at, t.NextPosition)).ShouldNotBeNull();
        (edited.Content, edited.EditedAt, edited.Revision).ShouldBe(("hello!", at, id.Value + 1));
        reacted.Reactions.ShouldBe([new Reaction(user, "👍", reacted.Reactions[0].At)]);
        reacted.Revision.ShouldBe(id.Value + 2);
        (await Messages.FindAsync(id, Cancel)).ShouldNotBeNull().ShouldBeEquivalentTo(reacted);

        Log(t => t.React(id, user, "👍", true, at, t.NextPosition)).ShouldBeNull();
        Log(t => t.React(id, user, "🎉", false, at, t.NextPosition)).ShouldBeNull();
        Log(t => t.React(id, SomeUser(), "👍", true, at, t.NextPosition)).ShouldNotBeNull().Reactions.Count.ShouldBe(2);
        Log(t => t.React(id, user, "👍", false, at, t.NextPosition)).ShouldNotBeNull().Reactions.Count.ShouldBe(1);

        var deleted = Log(t => t.Delete(id, t.NextPosition()));
        (deleted.IsDeleted, deleted.Content, deleted.Reactions.Count, deleted.Seq).ShouldBe((true, "", 0, 1));
        Log(t => t.React(id, user, "👍", true, at, t.NextPosition)).ShouldBeNull();
        (await Messages.FindAsync(id, Cancel)).ShouldNotBeNull().ShouldBeEquivalentTo(deleted);
        (await Messages.HeadAsync(Cancel)).ShouldBe(id.Value + 5);
    }

    [Fact]
    public void Receipts_move_forward_only_and_never_past_the_newest_message()
    {
        var (room, user) = (Room(), SomeUser());
        Say(room);
        var member = Join(room, user);
        (member.DeliveredSeq, member.ReadSeq).ShouldBe((1, 1)); // what was said before one came is not unread
        Say(room);
        Say(room);
        Say(room);

        (long, long)? Move(long delivered, long read) =>
            Log(t => t.MoveReceipt(room.Id, user, delivered, read, t.NextPosition, DateTimeOffset.UnixEpoch)) is { } moved ? (moved.DeliveredSeq, moved.ReadSeq) : null;

        Move(2, 0).ShouldBe((2, 1));
        Move(0, 3).ShouldBe((3, 3));
        Move(1, 2).ShouldBeNull();
        Move(99, 0).ShouldBe((4, 3));
        Move(99, long.MaxValue).ShouldBe((4, 4));
        Move(99, 99).ShouldBeNull();
        Log(t => t.MoveReceipt(room.Id, SomeUser(), 1, 1, t.NextPosition, DateTimeOffset.UnixEpoch)).ShouldBeNull();
    }

    [Fact]
    public async Task Member_counts_follow_coming_and_going()
    {
        var (room, ana) = (Room(), SomeUser());
        Member Save(MemberState state) => Log(t => t.SaveMember(Join(t, room, ana) with { State = state, Position = t.NextPosition() }));
        async Task<int> Count() => (await Conversations.FindAsync(room.Id, Cancel))!.MemberCount;

        Join(room, ana);
        Join(room, SomeUser());
        (await Count()).ShouldBe(2);
        Save(MemberState.Left).State.ShouldBe(MemberState.Left);
        (await Count()).ShouldBe(1);
        Save(MemberState.Banned);
        (await Count()).ShouldBe(1);
        Save(MemberState.Joined);
        (await Count()).ShouldBe(2);
    }

    [Fact]
    public void A_returning_member_keeps_the_watermarks()
    {
        var (room, user) = (Room(), SomeUser());
        Join(room, user);
        Say(room);
        Log(t => t.MoveReceipt(room.Id, user, 1, 1, t.NextPosition, DateTimeOffset.UnixEpoch));
        Say(room);

        Join(room, user).ReadSeq.ShouldBe(1);
    }

    [Fact]
    public void Text_that_cannot_be_stored_fails_its_batch_and_the_others_can_be_sent_again()
    {
        var room = Room();
        var (good, bad) = (NewPost(room, "good"), NewPost(room, "b\0d"));

        Should.Throw<ArgumentException>(() => Append(good, bad));
        Should.Throw<ArgumentException>(() => Append(NewPost(room, "ok", clientId: "\uDC00")));
        good.Reset();
        Append(good);

        good.Message.ShouldNotBeNull().Seq.ShouldBe(1);
    }

    [Fact]
    public void A_key_is_taken_once()
    {
        var room = Room();

        Log(t => t.CreateConversation(Template(t, room.Key))).ShouldBeNull();
        Log(t => t.FindConversationByKey(room.Key)).ShouldNotBeNull().Id.ShouldBe(room.Id);
    }
}

public sealed class LogOnSqlite(SqliteEngine engine) : LogStoreContract(engine), IClassFixture<SqliteEngine>;

public sealed class LogOnPostgres(PostgresEngine engine) : LogStoreContract(engine), IClassFixture<PostgresEngine>;
