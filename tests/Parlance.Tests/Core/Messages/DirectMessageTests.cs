using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Messages;
using Parlance.Tests.Core.Conversations;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Messages;

public abstract class DirectMessageTests(Engine engine) : ChatTests(engine)
{
    [Fact]
    public async Task A_posted_message_names_everybody_by_key()
    {
        var (ana, ben) = (await Person(), await Person());
        var direct = await DirectOf(ana, ben);

        var posted = (await Talk.PostAsync(direct, ana, "hello", clientId: "c1")).Value;

        (posted.ConversationKey, posted.SenderKey, posted.Seq).ShouldBe((direct.Conversation.PairKey, ana.Key, 1));
        (await Talk.PostAsync(direct, ana, "hello", clientId: "c1")).Value.Id.ShouldBe(posted.Id);
        Refused(await Talk.PostAsync(direct, ana, new string('x', MessageRules.MaxContent + 1)), RefusalCode.TooLarge);
        (await Talk.PostAsync(direct, ana, new string('x', 20_000))).Refusal.ShouldBeNull();
        Refused(await Talk.PostAsync(direct with { Member = null }, ana, "hello"), RefusalCode.NotFound);
    }

    [Fact]
    public async Task Only_what_others_wrote_and_did_not_delete_is_unread()
    {
        var (ana, ben) = (await Person(), await Person());
        var direct = (await DirectOf(ana, ben)).Conversation;
        await Post(ana, direct, "1");
        var taken = await Post(ana, direct, "2");
        await Post(ben, direct, "3");
        await Post(ana, direct, "4");
        await Talk.DeleteAsync(ana.Id, taken.Id);

        (await Talk.UnreadAsync(ben.Id, Cancel)).ShouldBe(2);
        (await Talk.UnreadAsync(ana.Id, Cancel)).ShouldBe(1);
        (await Conversations.ListAsync(ben.Id, long.MaxValue, 10, Cancel)).Entries.ShouldHaveSingleItem().Unread.ShouldBe(2);

        (await Receipts.ReadAllAsync(ben.Id, ConversationRef.Of(direct.Id), Cancel)).Value.ShouldBe(2);
        (await Receipts.ReadAllAsync(ben.Id, ConversationRef.Of(direct.Id), Cancel)).Value.ShouldBe(0);
        (await Talk.UnreadAsync(ben.Id, Cancel)).ShouldBe(0);
        Heard<ReceiptMoved>().ShouldHaveSingleItem().Member.ReadSeq.ShouldBe(4);
        await Post(ana, direct, "5");
        (await Receipts.ReadAllAsync(ben.Id, ConversationRef.Of(direct.Id), Cancel)).Value.ShouldBe(1);
        Refused(await Receipts.ReadAllAsync((await Person()).Id, ConversationRef.Of(direct.Id), Cancel), RefusalCode.NotFound);
    }

    [Fact]
    public async Task Unread_messages_are_counted_among_the_newest_only()
    {
        var (ana, ben) = (await Person(), await Person());
        var direct = (await DirectOf(ana, ben)).Conversation;
        await Post(ana, direct, "long ago");
        Append([.. Enumerable.Range(1, MessageRules.MaxUnread - 1).Select(i => NewPost(direct, $"{i}", sender: ben.Id))]);
        (await Talk.UnreadAsync(ben.Id, Cancel)).ShouldBe(1);

        Append(NewPost(direct, "one more", sender: ben.Id));

        (await Talk.UnreadAsync(ben.Id, Cancel)).ShouldBe(0);
        (await Talk.UnreadAsync(ana.Id, Cancel)).ShouldBe(MessageRules.MaxUnread);
    }

    [Fact]
    public async Task Direct_conversations_are_listed_latest_first_with_the_last_message_to_be_seen()
    {
        var (ana, ben, carl, dora) = (await Person(), await Person(), await Person(), await Person());
        var (withBen, withCarl) = ((await DirectOf(ana, ben)).Conversation, (await DirectOf(ana, carl)).Conversation);
        await DirectOf(ana, dora); // nothing was said
        await Post(ana, await RoomOf(ana), "not direct");
        await Post(ben, withBen, "seen");
        await Post(carl, withCarl, "hello");
        var taken = await Post(ben, withBen, "taken back");
        await Talk.DeleteAsync(ben.Id, taken.Id);

        var directs = await Talk.DirectsAsync(ana.Id, 10, Cancel);

        directs.Select(d => (d.Other.Id, d.Last?.Content, d.Unread)).ShouldBe([(ben.Id, "seen", 1L), (carl.Id, "hello", 1L)]);
        directs[0].Self.User.ShouldBe(ana.Id);
        directs[0].Conversation.PairKey.ShouldBe(withBen.PairKey);
        (await Talk.DirectsAsync(ana.Id, 1, Cancel)).ShouldHaveSingleItem().Other.Id.ShouldBe(ben.Id);
        (await Talk.DirectsAsync(dora.Id, 10, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_no_device_has_is_replayed_once_oldest_first()
    {
        var (ana, ben, carl) = (await Person(), await Person(), await Person());
        var (withBen, withCarl) = ((await DirectOf(ana, ben)).Conversation, (await DirectOf(ana, carl)).Conversation);
        await Post(ben, await RoomOf(ben), "not direct");
        await Post(ben, withBen, "1");
        await Post(carl, withCarl, "2");
        await Post(ana, withBen, "my own");
        var taken = await Post(ben, withBen, "taken back");
        await Talk.DeleteAsync(ben.Id, taken.Id);
        await Post(ben, withBen, "3");

        (await Contents(Talk.UndeliveredAsync(ana.Id, 10, Cancel))).ShouldBe(["1", "2", "3"]);
        (await Contents(Talk.UndeliveredAsync(ana.Id, 2, Cancel))).ShouldBe(["2", "3"]);

        await Receipts.MoveAsync(ana.Id, ConversationRef.Of(withBen.Id), long.MaxValue, 0);
        (await Contents(Talk.UndeliveredAsync(ana.Id, 10, Cancel))).ShouldBe(["2"]);
        (await Talk.UnreadAsync(ana.Id, Cancel)).ShouldBe(3); // delivered is not read
    }

    [Fact]
    public async Task A_page_of_recent_messages_is_full_though_deleted_ones_lie_between()
    {
        var ana = await Person();
        var room = await RoomOf(ana);
        var sent = new List<Message>();
        for (var i = 1; i <= 12; i++)
            sent.Add(await Post(ana, room, $"{i}"));
        foreach (var message in sent.Where(m => m.Seq is > 4 and < 11))
            await Talk.DeleteAsync(ana.Id, message.Id);

        (await Contents(Talk.RecentAsync(room.Id, null, null, 5, Cancel))).ShouldBe(["2", "3", "4", "11", "12"]);
        (await Contents(Talk.RecentAsync(room.Id, null, 4, 2, Cancel))).ShouldBe(["2", "3"]);
        (await Contents(Talk.RecentAsync(room.Id, null, null, 100, Cancel))).Count.ShouldBe(6);
    }

    [Fact]
    public async Task Removed_history_is_gone_for_the_one_who_removed_it()
    {
        var (ana, ben) = (await Person(), await Person());
        var direct = (await DirectOf(ana, ben)).Conversation;
        var reference = ConversationRef.Of(direct.Id);
        await Post(ben, direct, "1");
        var taken = await Post(ben, direct, "2");
        await Post(ana, direct, "3");
        await Talk.DeleteAsync(ben.Id, taken.Id);

        (await Rooms.ClearAsync(ana.Id, reference)).Value.ShouldBe(2);
        (await Rooms.ClearAsync(ana.Id, reference)).Value.ShouldBe(0);

        (await Talk.DirectsAsync(ana.Id, 10, Cancel)).ShouldBeEmpty();
        (await Conversations.ListAsync(ana.Id, long.MaxValue, 10, Cancel)).Entries.ShouldBeEmpty();
        (await Talk.UnreadAsync(ana.Id, Cancel)).ShouldBe(0);
        (await Talk.UndeliveredAsync(ana.Id, 10, Cancel)).ShouldBeEmpty();
        (await Talk.RecentAsync(direct.Id, (await AccessOf(ana, direct)).Member, null, 10, Cancel)).ShouldBeEmpty();
        (await History(ana, direct)).ShouldBeEmpty();
        (await Talk.HistoryAsync(ana.Id, reference, null, 1, 10, Cancel)).Value.Messages.ShouldBeEmpty();

        // The other one has it all.
        (await History(ben, direct)).ShouldBe(["1", "", "3"]);
        (await Talk.DirectsAsync(ben.Id, 10, Cancel)).ShouldHaveSingleItem().Last.ShouldNotBeNull().Content.ShouldBe("3");

        await Post(ben, direct, "4");
        (await History(ana, direct)).ShouldBe(["4"]);
        (await Talk.DirectsAsync(ana.Id, 10, Cancel)).ShouldHaveSingleItem().Unread.ShouldBe(1);
        (await Conversations.ListAsync(ana.Id, long.MaxValue, 10, Cancel)).Entries.ShouldHaveSingleItem().Unread.ShouldBe(1);
        Refused(await Rooms.ClearAsync((await Person()).Id, reference), RefusalCode.NotFound);
    }

    [Fact]
    public async Task What_both_removed_is_gone_for_good()
    {
        var (ana, ben) = (await Person(), await Person());
        var direct = (await DirectOf(ana, ben)).Conversation;
        var picture = new AwaitedAppend
        {
            Conversation = direct.Id, ConversationKey = direct.PublicKey, Sender = ben.Id, SenderKey = ben.Key, SenderName = "Ben", Content = "1", SentAt = Clock.GetUtcNow(),
            Attachments = [new Attachment("/media/a.jpg", "a.jpg", "image/jpeg", 7)],
        };
        Talk.TryPost(await AccessOf(ben, direct), picture).ShouldBeNull();
        var first = (await picture.Done).Value;
        var second = await Post(ana, direct, "2");
        await Rooms.ClearAsync(ana.Id, ConversationRef.Of(direct.Id));
        var third = await Post(ana, direct, "3");
        (await Messages.FindAsync(second.Id, Cancel)).ShouldNotBeNull().Content.ShouldBe("2");
        var head = await Messages.HeadAsync(Cancel);

        (await Rooms.ClearAsync(ben.Id, ConversationRef.Of(direct.Id))).Value.ShouldBe(3);

        foreach (var id in new[] { first.Id, second.Id })
        {
            var gone = (await Messages.FindAsync(id, Cancel)).ShouldNotBeNull();
            (gone.Content, gone.IsDeleted, gone.Attachments.Count).ShouldBe(("", true, 0));
        }

        (await Messages.FindAsync(third.Id, Cancel)).ShouldNotBeNull().Content.ShouldBe("3"); // Ana still has it
        (await Messages.ChangesAsync([direct.Id], head, 10, Cancel)).ShouldNotBeNull().Revised.ShouldBeEmpty();
        (await History(ana, direct)).ShouldBe(["3"]);
    }

    [Fact]
    public async Task In_a_room_nobody_else_loses_what_one_removed()
    {
        var (ana, ben) = (await Person(), await Person());
        var room = await RoomOf(ana);
        await Rooms.JoinAsync(ben, ConversationRef.Of(room.Id), RoomPass.None, null, Cancel);
        await Post(ana, room, "1");

        (await Rooms.ClearAsync(ana.Id, ConversationRef.Of(room.Id))).Value.ShouldBe(1);
        (await Rooms.ClearAsync(ben.Id, ConversationRef.Of(room.Id))).Value.ShouldBe(1);

        (await Conversations.ListAsync(ana.Id, long.MaxValue, 10, Cancel)).Entries.ShouldHaveSingleItem().Self.ClearedSeq.ShouldBe(1);
        (await Contents(Talk.RecentAsync(room.Id, null, null, 10, Cancel))).ShouldBe(["1"]);
    }

    [Fact]
    public async Task All_messages_are_counted_a_few_seconds_late_at_most()
    {
        var ana = await Person();
        var room = await RoomOf(ana);
        await Post(ana, room);
        var before = await Talk.CountAsync(Cancel);
        before.ShouldBeGreaterThan(0);

        await Post(ana, room);
        await Post(ana, room);

        (await Talk.CountAsync(Cancel)).ShouldBe(before);
        Clock.Advance(TimeSpan.FromSeconds(5));
        (await Talk.CountAsync(Cancel)).ShouldBe(before + 2);
    }

    private async Task<IReadOnlyList<string>> History(User user, Conversation conversation) =>
        [.. (await Talk.HistoryAsync(user.Id, ConversationRef.Of(conversation.Id), null, null, 10, Cancel)).Value.Messages.Select(m => m.Content)];

    private static async Task<IReadOnlyList<string>> Contents(Task<IReadOnlyList<Message>> messages) => [.. (await messages).Select(m => m.Content)];
}

public sealed class DirectMessagesOnSqlite(SqliteEngine engine) : DirectMessageTests(engine), IClassFixture<SqliteEngine>;

public sealed class DirectMessagesOnPostgres(PostgresEngine engine) : DirectMessageTests(engine), IClassFixture<PostgresEngine>;
