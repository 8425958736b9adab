using Parlance.Core;
using Parlance.Core.Events;
using Parlance.Core.Messages;
using Parlance.Tests.Core.Conversations;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Messages;

public abstract class ReactionTests(Engine engine) : ChatTests(engine)
{
    [Fact]
    public async Task One_reaction_a_person_is_added_replaced_and_taken_back()
    {
        var (ana, ben) = (await Person(), await Person());
        var id = (await Post(ana, (await DirectOf(ana, ben)).Conversation)).Id;
        await Talk.ReactAsync(ana.Id, id, "🎉", add: true);
        var at = Clock.GetUtcNow();

        var added = (await Talk.ToggleReactionAsync(ben.Id, id, "👍")).Value;
        var replaced = (await Talk.ToggleReactionAsync(ben.Id, id, "❤️")).Value;
        var takenBack = (await Talk.ToggleReactionAsync(ben.Id, id, "❤️")).Value;

        (added.Change, replaced.Change, takenBack.Change).ShouldBe((ReactionChange.Added, ReactionChange.Replaced, ReactionChange.TakenBack));
        replaced.Message.Reactions.Select(r => (r.User, r.Emoji)).ShouldBe([(ana.Id, "🎉"), (ben.Id, "❤️")]);
        replaced.Message.Reactions[1].At.ToUnixTimeMilliseconds().ShouldBe(at.ToUnixTimeMilliseconds());
        takenBack.Message.Reactions.Select(r => r.Emoji).ShouldBe(["🎉"]);
        (await Messages.FindAsync(id, Cancel)).ShouldNotBeNull().Reactions.Count.ShouldBe(1);
        Heard<MessageChanged>().Skip(1).Select(e => (e.Emoji, e.Added)).ShouldBe([("👍", true), ("👍", false), ("❤️", true), ("❤️", false)]);
    }

    [Fact]
    public async Task Taking_back_one_of_several_takes_back_all()
    {
        var (ana, ben) = (await Person(), await Person());
        var id = (await Post(ana, (await DirectOf(ana, ben)).Conversation)).Id;
        await Talk.ReactAsync(ben.Id, id, "👍", add: true);
        await Talk.ReactAsync(ben.Id, id, "❤️", add: true);

        (await Talk.ToggleReactionAsync(ben.Id, id, "👍")).Value.Message.Reactions.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reactions_are_refused_where_one_is_not_or_nothing_is_left()
    {
        var (ana, ben, carl) = (await Person(), await Person(), await Person());
        var id = (await Post(ana, (await DirectOf(ana, ben)).Conversation)).Id;

        Refused(await Talk.ToggleReactionAsync(carl.Id, id, "👍"), RefusalCode.NotFound);
        Refused(await Talk.ToggleReactionAsync(ben.Id, id, ""), RefusalCode.Invalid);
        await Talk.DeleteAsync(ana.Id, id);
        Refused(await Talk.ToggleReactionAsync(ben.Id, id, "👍"), RefusalCode.Invalid);
    }
}

public sealed class ReactionsOnSqlite(SqliteEngine engine) : ReactionTests(engine), IClassFixture<SqliteEngine>;

public sealed class ReactionsOnPostgres(PostgresEngine engine) : ReactionTests(engine), IClassFixture<PostgresEngine>;
