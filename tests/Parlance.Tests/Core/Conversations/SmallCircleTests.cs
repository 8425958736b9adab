using Parlance.Core;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Conversations;

/// <summary>Direct conversations that close and open again, and groups that name themselves.</summary>
public abstract class SmallCircleTests(Engine engine) : ChatTests(engine)
{
    [Fact]
    public async Task A_direct_conversation_that_one_closed_is_gone_for_both_and_comes_back_with_its_history()
    {
        var (ana, ben) = (await Person(), await Person());
        var direct = (await DirectOf(ana, ben)).Conversation;
        await Post(ana, direct, "before");

        (await Rooms.CloseDirectAsync(ben.Id, ConversationRef.Of(direct.Id))).Value.IsDeleted.ShouldBeTrue();

        foreach (var one in new[] { ana, ben })
        {
            Refused(await Rooms.FindAsync(one.Id, ConversationRef.Of(direct.Id)), RefusalCode.NotFound);
            (await Conversations.ListAsync(one.Id, long.MaxValue, 10, Cancel)).Entries.ShouldBeEmpty();
        }

        Forget();
        var (again, too) = (await Rooms.OpenDirectAsync(ana, ben), await Rooms.OpenDirectAsync(ben, ana));

        (again.Value.Conversation.Id, too.Value.Conversation.Id, again.Value.IsMember).ShouldBe((direct.Id, direct.Id, true));
        Heard<ConversationChanged>().ShouldHaveSingleItem().Value.IsDeleted.ShouldBeFalse();
        Heard<MemberChanged>().Select(e => (e.Member.User, e.Details?.Id)).ShouldBe([(ana.Id, (ConversationId?)direct.Id), (ben.Id, direct.Id)]);
        await Post(ben, direct, "after");
        (await Talk.HistoryAsync(ana.Id, ConversationRef.Of(direct.Id), null, null, 10, Cancel)).Value.Messages.Select(m => m.Content).ShouldBe(["before", "after"]);
    }

    [Fact]
    public async Task Two_who_open_a_closed_one_at_once_get_the_same()
    {
        var (ana, ben) = (await Person(), await Person());
        var direct = (await DirectOf(ana, ben)).Conversation;
        await Rooms.CloseDirectAsync(ana.Id, ConversationRef.Of(direct.Id));
        Forget();

        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => i % 2 == 0 ? Rooms.OpenDirectAsync(ana, ben) : Rooms.OpenDirectAsync(ben, ana)));

        opened.ShouldAllBe(outcome => outcome.Value.Conversation.Id == direct.Id && outcome.Value.IsMember);
        Heard<ConversationChanged>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Only_direct_conversations_are_closed_and_only_by_those_in_them()
    {
        var (ana, ben, carl) = (await Person(), await Person(), await Person());
        var direct = (await DirectOf(ana, ben)).Conversation;
        var group = (await Rooms.CreateGroupAsync(ana, "Team", [ben.Id], Cancel)).Value.Conversation;

        Refused(await Rooms.CloseDirectAsync(carl.Id, ConversationRef.Of(direct.Id)), RefusalCode.NotFound);
        Refused(await Rooms.CloseDirectAsync(ana.Id, ConversationRef.Of(group.Id)), RefusalCode.Invalid);
    }

    [Fact]
    public async Task A_group_may_be_nameless_and_every_member_may_name_it()
    {
        var (ana, ben, carl) = (await Person(), await Person(), await Person());
        var group = (await Rooms.CreateGroupAsync(ana, "", [ben.Id], Cancel)).Value.Conversation;
        group.Name.ShouldBe("");

        (await Rooms.RenameAsync(ben.Id, ConversationRef.Of(group.Id), "Climbing")).Value.Name.ShouldBe("Climbing");
        (await Rooms.UpdateAsync(ben.Id, ConversationRef.Of(group.Id), new ConversationDraft { Name = "Climbing" }, Cancel)).Refusal.ShouldBeNull();
        Refused(await Rooms.UpdateAsync(ben.Id, ConversationRef.Of(group.Id), new ConversationDraft { Name = "Climbing", Description = "and falling" }, Cancel), RefusalCode.Forbidden);
        Forget();
        (await Rooms.RenameAsync(ana.Id, ConversationRef.Of(group.Id), "Climbing")).Value.Name.ShouldBe("Climbing");

        Heard<ConversationChanged>().ShouldBeEmpty(); // it was called so already
        Refused(await Rooms.RenameAsync(carl.Id, ConversationRef.Of(group.Id), "Mine"), RefusalCode.NotFound);
        Refused(await Rooms.RenameAsync(ana.Id, ConversationRef.Of(group.Id), new string('x', 101)), RefusalCode.Invalid);
    }

    [Fact]
    public async Task A_room_is_named_by_its_host_alone()
    {
        var (ana, ben) = (await Person(), await Person());
        var room = await RoomOf(ana);
        await Rooms.JoinAsync(ben, ConversationRef.Of(room.Id), new RoomPass(null), null, Cancel);

        Refused(await Rooms.RenameAsync(ben.Id, ConversationRef.Of(room.Id), "Mine"), RefusalCode.Forbidden);
        Refused(await Rooms.RenameAsync(ana.Id, ConversationRef.Of(room.Id), ""), RefusalCode.Invalid);
        (await Rooms.RenameAsync(ana.Id, ConversationRef.Of(room.Id), "Ours")).Value.Name.ShouldBe("Ours");
    }
}

public sealed class SmallCirclesOnSqlite(SqliteEngine engine) : SmallCircleTests(engine), IClassFixture<SqliteEngine>;

public sealed class SmallCirclesOnPostgres(PostgresEngine engine) : SmallCircleTests(engine), IClassFixture<PostgresEngine>;
