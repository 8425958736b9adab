using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Messages;
using Parlance.Tests.Core.Conversations;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Messages;

public abstract class MentionTests(Engine engine) : ChatTests(engine)
{
    [Fact]
    public async Task Only_members_of_the_conversation_can_be_mentioned()
    {
        var (ana, ben, carl, gone) = (await Person(), await Person(), await Person(), await Person());
        var room = await RoomOf(ana);
        await Join(room, ben, gone);
        await Rooms.LeaveAsync(gone.Id, ConversationRef.Of(room.Id));

        (await Talk.CheckMentionsAsync(room.Id, [ana.Id, ben.Id], Cancel)).ShouldBeNull();
        (await Talk.CheckMentionsAsync(room.Id, [], Cancel)).ShouldBeNull();
        foreach (var stranger in new[] { carl.Id, gone.Id, new UserId(-1), new UserId(long.MaxValue) })
            (await Talk.CheckMentionsAsync(room.Id, [ben.Id, stranger], Cancel)).ShouldNotBeNull().Field.ShouldBe("mentions");
        (await Talk.CheckMentionsAsync(room.Id, [.. Enumerable.Range(1, MessageRules.MaxMentions + 1).Select(i => new UserId(i))], Cancel))
            .ShouldNotBeNull().Field.ShouldBe("mentions");
    }

    [Fact]
    public async Task An_edit_changes_the_mentions_or_leaves_them()
    {
        var (ana, ben, carl, stranger) = (await Person(), await Person(), await Person(), await Person());
        var room = await RoomOf(ana);
        await Join(room, ben, carl);
        var said = Mention(room, ana, ben);

        (await Talk.EditAsync(ana.Id, said.Id, "reworded")).Value.Mentions.ShouldBe([ben.Id]);
        (await Talk.EditAsync(ana.Id, said.Id, "reworded", [ben.Id, carl.Id])).Value.Mentions.ShouldBe([ben.Id, carl.Id]);
        Heard<MessageChanged>()[^1].Message.Mentions.ShouldBe([ben.Id, carl.Id]);
        (await Talk.EditAsync(ana.Id, said.Id, "reworded", [ben.Id, stranger.Id])).Refusal.ShouldNotBeNull().Field.ShouldBe("mentions");

        await Rooms.LeaveAsync(ben.Id, ConversationRef.Of(room.Id));
        (await Talk.EditAsync(ana.Id, said.Id, "ben went", [ben.Id])).Value.Mentions.ShouldBe([ben.Id]);
        (await Talk.EditAsync(ana.Id, said.Id, "ben went", [])).Value.Mentions.ShouldBeEmpty();
        (await Messages.FindAsync(said.Id, Cancel)).ShouldNotBeNull().Mentions.ShouldBeEmpty();
        (await Talk.EditAsync(ana.Id, said.Id, "ben went", [ben.Id])).Refusal.ShouldNotBeNull().Field.ShouldBe("mentions");

        Forget();
        (await Talk.EditAsync(ana.Id, said.Id, "ben went", [])).IsRefused.ShouldBeFalse();
        Heard<MessageChanged>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Deleting_a_message_takes_its_mentions_away()
    {
        var (ana, ben) = (await Person(), await Person());
        var room = await RoomOf(ana);
        await Join(room, ben);
        var said = Mention(room, ana, ben);

        (await Talk.DeleteAsync(ana.Id, said.Id)).Value.Mentions.ShouldBeEmpty();

        (await Messages.FindAsync(said.Id, Cancel)).ShouldNotBeNull().Mentions.ShouldBeEmpty();
    }

    [Fact]
    public async Task Unread_mentions_are_those_of_the_unread_messages_that_name_one()
    {
        var (ana, ben, carl) = (await Person(), await Person(), await Person());
        var room = await RoomOf(ana);
        await Join(room, ben, carl);
        var first = Mention(room, ana, ben, carl);
        Mention(room, ana, carl);
        Mention(room, ben, ben);
        var deleted = Mention(room, ana, ben);
        await Post(ana, room);
        var renamed = Mention(room, ana, carl);
        await Talk.EditAsync(ana.Id, renamed.Id, "rather you", [ben.Id]);
        await Talk.DeleteAsync(ana.Id, deleted.Id);

        (await UnreadOf(ben)).ShouldBe((4, 2));
        (await UnreadOf(carl)).ShouldBe((5, 2));
        (await UnreadOf(ana)).ShouldBe((1, 0));

        await Receipts.MoveAsync(ben.Id, ConversationRef.Of(room.Id), 0, first.Seq);
        (await UnreadOf(ben)).ShouldBe((3, 1));
        await Receipts.MoveAsync(ben.Id, ConversationRef.Of(room.Id), 0, renamed.Seq);
        (await UnreadOf(ben)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task One_id_within_another_is_nobody_mentioned()
    {
        var (ana, ben) = (await Person(), await Person());
        var room = await RoomOf(ana);
        await Join(room, ben);
        Append(new[] { NewPost(room, sender: ana.Id).Mentioning(new UserId((ben.Id.Value * 10) + 1), new UserId(long.Parse($"1{ben.Id}"))) });

        (await UnreadOf(ben)).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Answers_keep_what_they_answer_and_only_what_one_can_read_is_answered()
    {
        var (ana, ben) = (await Person(), await Person());
        var direct = await DirectOf(ana, ben);
        var (original, elsewhere) = (await Post(ana, direct.Conversation), await Post(ana, await RoomOf(ana)));
        var answer = NewPost(direct.Conversation, "yes", sender: ben.Id).Answering(original.Id);
        Append(answer);

        await Talk.EditAsync(ben.Id, answer.Message!.Id, "no");
        await Talk.DeleteAsync(ana.Id, original.Id);
        (await Messages.FindAsync(answer.Message!.Id, Cancel)).ShouldNotBeNull().ReplyTo.ShouldBe(original.Id);
        (await Talk.DeleteAsync(ben.Id, answer.Message!.Id)).Value.ReplyTo.ShouldBe(original.Id);

        var access = await AccessOf(ben, direct.Conversation);
        (await Talk.CheckReplyAsync(access, original.Id, Cancel)).ShouldBeNull();
        (await Talk.CheckReplyAsync(access, elsewhere.Id, Cancel)).ShouldNotBeNull().Field.ShouldBe("reply_to");
        (await Talk.CheckReplyAsync(access, new MessageId(-1), Cancel)).ShouldNotBeNull().Field.ShouldBe("reply_to");
        await Rooms.ClearAsync(ben.Id, ConversationRef.Of(direct.Conversation.Id));
        (await Talk.CheckReplyAsync(await AccessOf(ben, direct.Conversation), original.Id, Cancel)).ShouldNotBeNull().Field.ShouldBe("reply_to");
        (await Talk.CheckReplyAsync(await AccessOf(ana, direct.Conversation), original.Id, Cancel)).ShouldBeNull();
    }

    private async Task Join(Conversation room, params User[] people)
    {
        foreach (var person in people)
            (await Rooms.JoinAsync(person, ConversationRef.Of(room.Id), password: null, createAs: null, Cancel)).IsRefused.ShouldBeFalse();
    }

    private Message Mention(Conversation room, User sender, params User[] mentioned)
    {
        var post = NewPost(room, sender: sender.Id).Mentioning([.. mentioned.Select(user => user.Id)]);
        Append(post);
        return post.Message!;
    }

    private async Task<(long All, long Mentions)> UnreadOf(User user)
    {
        var entry = (await Conversations.ListAsync(user.Id, long.MaxValue, 10, Cancel)).Entries.ShouldHaveSingleItem();
        return (entry.Unread, entry.UnreadMentions);
    }
}

internal static class Posts
{
    public static Post Mentioning(this Post post, params UserId[] users) => post.With(users, post.ReplyTo);

    public static Post Answering(this Post post, MessageId original) => post.With(post.Mentions, original);

    private static Post With(this Post post, IReadOnlyList<UserId> mentions, MessageId? replyTo) => new()
    {
        Conversation = post.Conversation, ConversationKey = post.ConversationKey, Sender = post.Sender, SenderKey = post.SenderKey, SenderName = post.SenderName,
        Content = post.Content, ClientId = post.ClientId, SentAt = post.SentAt, Mentions = mentions, ReplyTo = replyTo,
    };
}

public sealed class MentionsOnSqlite(SqliteEngine engine) : MentionTests(engine), IClassFixture<SqliteEngine>;

public sealed class MentionsOnPostgres(PostgresEngine engine) : MentionTests(engine), IClassFixture<PostgresEngine>;
