using Parlance.Core.Matchmaking;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Matchmaking;

/// <summary>Blocks made and lifted while people wait and talk.</summary>
public sealed class BlockedMatchTests(SqliteEngine engine) : IClassFixture<SqliteEngine>
{
    [Fact]
    public async Task A_block_ends_the_match_for_both_and_they_do_not_meet_again()
    {
        await using var world = await MatchWorld.On(engine);
        var (userOfAna, userOfBen) = (await world.Account("ana"), await world.Account("ben"));
        var (ana, ben) = (await world.Joins("ana", userOfAna), await world.Joins("ben", userOfBen));

        await world.Block(userOfAna, userOfBen);
        await world.Passes(TimeSpan.FromSeconds(10));

        ana.Heard.ShouldBe(["waits", "calls ben", "over: Blocked, own", "waits"]);
        ben.Heard.ShouldBe(["meets ana", "over: Blocked", "waits"]);
        (await world.Records.FindAsync(ana.Match!.Value, TestContext.Current.CancellationToken)).ShouldNotBeNull().EndedBy.ShouldBe("ana");
    }

    [Fact]
    public async Task Somebody_else_s_block_ends_nothing()
    {
        await using var world = await MatchWorld.On(engine);
        var (userOfAna, userOfBen, userOfCid) = (await world.Account("ana"), await world.Account("ben"), await world.Account("cid"));
        var (ana, ben) = (await world.Joins("ana", userOfAna), await world.Joins("ben", userOfBen));

        await world.Block(userOfAna, userOfCid);
        await world.Block(userOfCid, userOfBen);
        await world.Settles();

        (ana.Heard.Count, ben.Heard.Count).ShouldBe((2, 1));
    }

    [Fact]
    public async Task A_block_made_while_both_wait_counts_and_one_that_is_lifted_does_not()
    {
        await using var world = await MatchWorld.On(engine);
        var (userOfAna, userOfBen) = (await world.Account("ana"), await world.Account("ben"));
        var ana = await world.Joins("ana", userOfAna, wishes: new MatchPreferences { Countries = ["ES"] });
        await world.Passes(TimeSpan.FromSeconds(1));
        var ben = await world.Joins("ben", userOfBen, wishes: new MatchPreferences { Countries = ["ES"] });
        await world.Block(userOfBen, userOfAna);
        await world.Passes(TimeSpan.FromSeconds(30));
        ana.Heard.ShouldBe(["waits"]);
        ben.Heard.ShouldBe(["waits"]);

        await world.Unblock(userOfBen, userOfAna);
        await world.Settles();
        ana.Heard.ShouldBe(["waits", "calls ben"], "they have kept their places");
        ben.Heard.ShouldBe(["waits", "meets ana"]);
    }
}
