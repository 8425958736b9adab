using Parlance.Core.Matchmaking;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Matchmaking;

/// <summary>Between a claim and its announcement, and what goes wrong there.</summary>
public sealed class ClaimTests(SqliteEngine engine) : IClassFixture<SqliteEngine>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_is_brought_together_with_a_dead_connection_and_it_is_cut()
    {
        await using var world = await MatchWorld.On(engine);
        var ghost = await world.Joins("ghost");
        ghost.Alive = () => new(false);

        var ana = await world.Joins("ana");

        ana.Heard.ShouldBe(["waits"]);
        ghost.Heard.ShouldBe(["waits"]);
        (ghost.Cuts, ana.Cuts).ShouldBe((1, 0));
        (await world.Queue.CountAsync(Cancel)).ShouldBe(1);
        world.Matchmaker.Next(ghost.Id).ShouldBe(MatchRefusals.NotLooking);
    }

    [Fact]
    public async Task Whoever_was_claimed_with_a_dead_one_keeps_the_place()
    {
        await using var world = await MatchWorld.On(engine);
        var ana = await world.Joins("ana", wishes: new MatchPreferences { Countries = ["ES"] });
        await world.Passes(TimeSpan.FromSeconds(1));
        var ben = await world.Joins("ben", wishes: new MatchPreferences { Countries = ["ES"] });
        await world.Passes(TimeSpan.FromSeconds(5));
        var ghost = world.Opens("ghost", alive: () => new(false));

        world.Matchmaker.Join(ghost.Id, new MatchPreferences { Country = "ES" });
        await world.Settles();
        ghost.Cuts.ShouldBe(1);
        var cid = await world.Joins("cid", wishes: new MatchPreferences { Country = "ES" });

        cid.Heard.ShouldBe(["meets ana"]);
        ana.Heard.ShouldBe(["waits", "calls cid"], "it is told once that it waits, for it is one stay");
        ben.Heard.ShouldBe(["waits"]);
    }

    [Fact]
    public async Task Both_are_asked_whether_they_are_there_before_either_is_told()
    {
        await using var world = await MatchWorld.On(engine);
        var answer = new TaskCompletionSource<bool>();
        var ana = await world.Joins("ana");
        ana.Alive = () => new(answer.Task);
        var ben = world.Opens("ben");
        world.Matchmaker.Join(ben.Id, MatchPreferences.None);
        await Eventually.Holds(() => ana.Asked == 1 && ben.Asked == 1 ? null : "not asked");
        ben.Heard.ShouldBeEmpty();
        (await world.Queue.CountAsync(Cancel)).ShouldBe(0, "nobody else gets either meanwhile");

        answer.SetResult(true);
        await world.Settles();
        ben.Heard.ShouldBe(["meets ana"]);
        (ana.Asked, ben.Asked).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_leaves_while_claimed_is_not_matched_and_the_other_keeps_the_place(bool closes)
    {
        await using var world = await MatchWorld.On(engine);
        var answer = new TaskCompletionSource<bool>();
        var ana = await world.Joins("ana");
        var cid = world.Opens("cid", alive: () => new(answer.Task));
        world.Matchmaker.Join(cid.Id, MatchPreferences.None);
        await Eventually.Holds(() => cid.Asked == 1 ? null : "not asked");
        if (closes)
            world.Matchmaker.Close(cid.Id);
        else
            world.Matchmaker.Leave(cid.Id).ShouldBeNull();
        answer.SetResult(true);
        await world.Settles();

        cid.Heard.ShouldBeEmpty();
        cid.Cuts.ShouldBe(0);
        ana.Heard.ShouldBe(["waits"]);
        (await world.Joins("dan")).Heard.ShouldBe(["meets ana"]);
    }

    [Fact]
    public async Task Whoever_joins_anew_while_claimed_is_matched_by_the_new_wishes()
    {
        await using var world = await MatchWorld.On(engine);
        var answer = new TaskCompletionSource<bool>();
        var ana = await world.Joins("ana");
        var cid = world.Opens("cid", alive: () => new(answer.Task));
        world.Matchmaker.Join(cid.Id, MatchPreferences.None);
        await Eventually.Holds(() => cid.Asked == 1 ? null : "not asked");
        world.Matchmaker.Join(cid.Id, new MatchPreferences { Mode = MatchMode.Text });
        answer.SetResult(true);
        await world.Settles();

        ana.Heard.ShouldBe(["waits"]);
        cid.Heard.ShouldBe(["waits"]);
    }

    [Fact]
    public async Task A_block_made_while_claimed_keeps_the_two_apart_and_both_keep_their_places()
    {
        await using var world = await MatchWorld.On(engine);
        var (userOfAna, userOfBen) = (await world.Account("ana"), await world.Account("ben"));
        var answer = new TaskCompletionSource<bool>();
        var ana = await world.Joins("ana", userOfAna);
        ana.Alive = () => new(answer.Task);
        var ben = world.Opens("ben", userOfBen);
        world.Matchmaker.Join(ben.Id, MatchPreferences.None);
        await Eventually.Holds(() => ana.Asked == 1 ? null : "not asked");
        await world.Block(userOfBen, userOfAna);
        answer.SetResult(true);
        await world.Settles();

        ana.Heard.ShouldBe(["waits"]);
        ben.Heard.ShouldBe(["waits"]);
        (await world.Joins("cid")).Heard.ShouldBe(["meets ana"]);
    }

    [Fact]
    public async Task While_the_queue_fails_nobody_is_lost_and_afterwards_the_first_is_first()
    {
        await using var world = await MatchWorld.On(engine);
        world.Queue.Fails = true;
        var ana = await world.Joins("ana", wishes: new MatchPreferences { Countries = ["ES"] });
        await world.Passes(TimeSpan.FromSeconds(3));
        world.Queue.Fails = false;
        var ben = await world.Joins("ben", wishes: new MatchPreferences { Countries = ["ES"] });
        await world.Passes(TimeSpan.FromSeconds(1));
        ana.Heard.ShouldBe(["waits"]);
        ben.Heard.ShouldBe(["waits"]);

        (await world.Joins("cid", wishes: new MatchPreferences { Country = "ES" })).Heard.ShouldBe(["meets ana"]);
        world.Logger.Entries.ShouldContain(entry => entry.Text.Contains("tried again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_leaves_while_the_queue_fails_does_not_come_back_with_it()
    {
        await using var world = await MatchWorld.On(engine);
        world.Queue.Fails = true;
        var ana = await world.Joins("ana");
        world.Matchmaker.Leave(ana.Id).ShouldBeNull();
        world.Queue.Fails = false;
        await world.Passes(TimeSpan.FromSeconds(3));

        ana.Heard.ShouldBeEmpty();
        (await world.Queue.CountAsync(Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task When_storage_fails_between_claim_and_match_both_are_tried_again()
    {
        await using var world = await MatchWorld.On(engine);
        var answer = new TaskCompletionSource<bool>();
        var ana = await world.Joins("ana", await world.Account("ana"));
        ana.Alive = () => new(answer.Task);
        var ben = world.Opens("ben", await world.Account("ben"));
        world.Matchmaker.Join(ben.Id, MatchPreferences.None);
        await Eventually.Holds(() => ana.Asked == 1 ? null : "not asked");
        world.Time.Pass(TimeSpan.FromMinutes(2)); // what memory knows of blocks is too old by then
        world.Blocks.Fails = true;
        answer.SetResult(true);
        await world.Settles();
        ben.Heard.ShouldBeEmpty();
        world.Blocks.Fails = false;
        await world.Passes(TimeSpan.FromSeconds(2));

        ana.Heard.ShouldBe(["waits", "calls ben"]);
        ben.Heard[^1].ShouldBe("meets ana");
    }

    [Fact]
    public async Task A_server_that_stops_ends_every_match_once_and_begins_none()
    {
        await using var world = await MatchWorld.On(engine);
        var (ana, ben) = await world.Pair();
        var cid = await world.Joins("cid");
        var late = world.Opens("late");

        await world.Matchmaker.DisposeAsync();
        world.Matchmaker.Join(late.Id, MatchPreferences.None).ShouldNotBeNull().Code.ShouldBe(Parlance.Core.RefusalCode.Unavailable);
        await world.Passes(TimeSpan.FromSeconds(3));

        ana.Heard.Where(line => line.StartsWith("over: Stopped", StringComparison.Ordinal)).ShouldHaveSingleItem();
        ben.Heard.Where(line => line.StartsWith("over: Stopped", StringComparison.Ordinal)).ShouldHaveSingleItem();
        cid.Heard.ShouldBe(["waits"]);
        (await world.Queue.CountAsync(Cancel)).ShouldBe(0);
        var record = (await world.Records.FindAsync(ana.Match!.Value, Cancel)).ShouldNotBeNull();
        (record.Ending, record.EndedBy).ShouldBe((MatchEnding.Stopped, null));
    }
}
