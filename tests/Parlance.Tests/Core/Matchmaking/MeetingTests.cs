using Parlance.Core;
using Parlance.Core.Matchmaking;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Matchmaking;

/// <summary>How people are brought together, and how that ends.</summary>
public sealed class MeetingTests(SqliteEngine engine) : IClassFixture<SqliteEngine>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_the_one_who_waited_calls_and_each_hears_of_the_other_once()
    {
        await using var world = await MatchWorld.On(engine);
        var (ana, ben) = await world.Pair();
        ana.Match.ShouldBe(ben.Match);

        await world.Passes(TimeSpan.FromSeconds(5));

        ana.Heard.Count(line => line.StartsWith("calls", StringComparison.Ordinal)).ShouldBe(1);
        ben.Heard.ShouldBe(["meets ana"]);
    }

    [Fact]
    public async Task What_one_says_and_signals_reaches_the_partner_alone()
    {
        await using var world = await MatchWorld.On(engine);
        var (ana, ben) = await world.Pair();
        var (cid, dan) = (await world.Joins("cid"), await world.Joins("dan"));

        world.Matchmaker.Signal(ana.Id, """{"type":"offer"}""").ShouldBeNull();
        world.Matchmaker.Say(ben.Id, "hi").ShouldBeNull();

        ben.Heard.ShouldBe(["meets ana", """ana signals {"type":"offer"}"""]);
        ana.Heard.ShouldBe(["waits", "calls ben", "ben says hi"]);
        (cid.Heard.Count, dan.Heard.Count).ShouldBe((2, 1));
    }

    [Fact]
    public async Task Strangers_to_any_match_say_and_signal_nothing()
    {
        await using var world = await MatchWorld.On(engine);
        var ana = await world.Joins("ana");
        world.Matchmaker.Say(ana.Id, "hi").ShouldBe(MatchRefusals.NotInMatch);
        world.Matchmaker.Signal(ana.Id, "{}").ShouldBe(MatchRefusals.NotInMatch);
        world.Matchmaker.Say(new SeekerId(1), "hi").ShouldBe(MatchRefusals.NotInMatch);

        var ben = await world.Joins("ben");
        world.Matchmaker.Say(ben.Id, new string('x', Matchmaker.MaxTextLength + 1)).ShouldNotBeNull().Code.ShouldBe(RefusalCode.TooLarge);
        world.Matchmaker.Signal(ben.Id, new string('x', Matchmaker.MaxSignalLength + 1)).ShouldNotBeNull().Code.ShouldBe(RefusalCode.TooLarge);
        world.Matchmaker.Join(ben.Id, MatchPreferences.None).ShouldBe(MatchRefusals.InMatch);

        world.Matchmaker.Next(ben.Id).ShouldBeNull();
        world.Matchmaker.Say(ana.Id, "late").ShouldBe(MatchRefusals.NotInMatch);
        world.Matchmaker.Signal(ben.Id, "{}").ShouldBe(MatchRefusals.NotInMatch);
        ana.Heard.ShouldBe(["waits", "calls ben", "over: Next"]);
    }

    [Fact]
    public async Task Those_who_come_later_meet_those_who_wait_in_their_order()
    {
        await using var world = await MatchWorld.On(engine);
        await world.Pair();
        var cid = await world.Joins("cid");
        cid.Heard.ShouldBe(["waits"]);
        var dan = await world.Joins("dan");

        cid.Heard.ShouldBe(["waits", "calls dan"]);
        dan.Heard.ShouldBe(["meets cid"]);
    }

    [Fact]
    public async Task Two_connections_of_one_account_wait_for_somebody_else_and_the_first_is_first()
    {
        await using var world = await MatchWorld.On(engine);
        var ana = await world.Account("ana");
        var (first, second) = (await world.Joins("one", ana), await world.Joins("two", ana));
        await world.Passes(TimeSpan.FromMinutes(2));
        first.Heard.ShouldBe(["waits"]);
        second.Heard.ShouldBe(["waits"]);

        await world.Joins("ben");

        first.Heard.ShouldBe(["waits", "calls ben"]);
        second.Heard.ShouldBe(["waits"]);
    }

    [Fact]
    public async Task Somebody_who_closed_while_waiting_is_met_by_nobody()
    {
        await using var world = await MatchWorld.On(engine);
        var ana = await world.Joins("ana");
        world.Matchmaker.Close(ana.Id);
        world.Matchmaker.Close(ana.Id);
        await world.Settles();

        (await world.Joins("ben")).Heard.ShouldBe(["waits"]);
        ana.Heard.ShouldBe(["waits"]);
        (await world.Queue.CountAsync(Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task Who_asks_for_the_next_meets_whoever_waits_after_the_grace_and_the_partner_waits()
    {
        await using var world = await MatchWorld.On(engine);
        var (ana, ben) = await world.Pair();
        var cid = await world.Joins("cid");

        world.Matchmaker.Next(ana.Id).ShouldBeNull();
        world.Matchmaker.Next(ana.Id).ShouldBeNull();
        await world.Passes(MatchWorld.Grace - TimeSpan.FromMilliseconds(1));
        ana.Heard.ShouldBe(["waits", "calls ben", "over: Next, own"]);
        ben.Heard.ShouldBe(["meets ana", "over: Next"]);

        await world.Passes(TimeSpan.FromMilliseconds(1));
        ana.Heard[^1].ShouldBe("meets cid");
        cid.Heard.ShouldBe(["waits", "calls ana"]);
        ben.Heard.ShouldBe(["meets ana", "over: Next", "waits"]);
    }

    [Fact]
    public async Task Who_loses_the_partner_hears_it_once_and_waits_again_after_the_grace()
    {
        await using var world = await MatchWorld.On(engine);
        var (ana, ben) = await world.Pair();
        world.Matchmaker.Close(ana.Id);
        world.Matchmaker.Close(ana.Id);
        world.Matchmaker.Next(ana.Id).ShouldBe(MatchRefusals.NotLooking);

        await world.Passes(MatchWorld.Grace);

        ben.Heard.ShouldBe(["meets ana", "over: Left", "waits"]);
    }

    [Fact]
    public async Task Next_and_a_close_right_behind_it_end_one_match_once()
    {
        await using var world = await MatchWorld.On(engine);
        var (ana, ben) = await world.Pair();
        world.Matchmaker.Next(ana.Id).ShouldBeNull();
        world.Matchmaker.Close(ana.Id);
        await world.Passes(MatchWorld.Grace * 2);

        ben.Heard.ShouldBe(["meets ana", "over: Next", "waits"]);
        ana.Heard.ShouldBe(["waits", "calls ben", "over: Next, own"]);
    }

    [Fact]
    public async Task Whoever_closes_or_leaves_before_the_grace_is_over_does_not_come_back()
    {
        await using var world = await MatchWorld.On(engine);
        var (ana, ben) = await world.Pair();
        world.Matchmaker.Next(ana.Id);
        await world.Passes(MatchWorld.Grace / 2);
        world.Matchmaker.Leave(ana.Id).ShouldBeNull();
        world.Matchmaker.Close(ben.Id);
        await world.Passes(MatchWorld.Grace * 2);

        (await world.Queue.CountAsync(Cancel)).ShouldBe(0);
        world.Matchmaker.Leave(ana.Id).ShouldBe(MatchRefusals.NotLooking);
        world.Matchmaker.Next(ana.Id).ShouldBe(MatchRefusals.NotLooking);
    }

    [Fact]
    public async Task By_its_policy_a_dialect_leaves_coming_back_to_its_people()
    {
        await using var world = await MatchWorld.On(engine);
        var (ana, ben) = await world.Pair(MatchWorld.Stays);
        world.Matchmaker.Next(ana.Id).ShouldBeNull();
        await world.Passes(TimeSpan.FromSeconds(5));
        ana.Heard[^1].ShouldBe("over: Next, own");
        ben.Heard[^1].ShouldBe("over: Next");

        world.Matchmaker.Join(ben.Id, MatchPreferences.None).ShouldBeNull();
        await world.Settles();
        ben.Heard[^1].ShouldBe("waits");
    }

    [Fact]
    public async Task Leaving_ends_the_match_and_keeps_the_connection()
    {
        await using var world = await MatchWorld.On(engine);
        var (ana, ben) = await world.Pair();
        world.Matchmaker.Leave(ana.Id).ShouldBeNull();
        await world.Passes(MatchWorld.Grace * 2);
        ana.Heard.ShouldBe(["waits", "calls ben", "over: Left, own"]);
        ben.Heard.ShouldBe(["meets ana", "over: Left", "waits"]);

        world.Matchmaker.Join(ana.Id, MatchPreferences.None).ShouldBeNull();
        await world.Passes(TimeSpan.FromSeconds(3));
        ana.Heard[^1].ShouldBe("meets ben", "nobody else is there, and they have waited for somebody new");
    }

    [Fact]
    public async Task Whoever_joins_anew_waits_with_the_new_wishes_only()
    {
        await using var world = await MatchWorld.On(engine);
        var ana = await world.Joins("ana");
        world.Matchmaker.Join(ana.Id, new MatchPreferences { Mode = MatchMode.Text }).ShouldBeNull();
        await world.Settles();
        ana.Heard.ShouldBe(["waits", "waits"]);

        (await world.Joins("ben")).Heard.ShouldBe(["waits"]);
        (await world.Joins("cid", wishes: new MatchPreferences { Mode = MatchMode.Text })).Heard.ShouldBe(["meets ana"]);
        (await world.Queue.CountAsync(Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task A_match_is_written_down_with_its_end_and_who_ended_it()
    {
        await using var world = await MatchWorld.On(engine);
        var (ana, ben) = await world.Pair();
        (await world.Records.FindAsync(ana.Match!.Value, Cancel)).ShouldNotBeNull().EndedAt.ShouldBeNull();
        world.Matchmaker.MatchOf(ben.Id).ShouldNotBeNull().Id.ShouldBe(ana.Match.Value);
        await world.Passes(TimeSpan.FromMinutes(3));
        world.Matchmaker.Next(ben.Id);

        await world.Records.FlushAsync(Cancel);

        var record = (await world.Store.FindAsync(ana.Match.Value, Cancel)).ShouldNotBeNull();
        (record.First.Key, record.Second.Key, record.Ending, record.EndedBy).ShouldBe(("ana", "ben", MatchEnding.Next, "ben"));
        (record.EndedAt - record.StartedAt).ShouldBe(TimeSpan.FromMinutes(3));
        world.Matchmaker.MatchOf(ben.Id).ShouldBeNull();
    }
}
