using Parlance.Core;
using Parlance.Core.Matchmaking;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Matchmaking;

/// <summary>Why somebody waits, and what is noted when nobody came.</summary>
public sealed class ExplanationTests(SqliteEngine engine) : IClassFixture<SqliteEngine>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_waits_is_told_which_rule_keeps_how_many_away_and_when_wishes_are_given_up()
    {
        await using var world = await MatchWorld.On(engine);
        await world.Joins("text", wishes: new MatchPreferences { Mode = MatchMode.Text });
        await world.Joins("from the US", wishes: new MatchPreferences { Country = "US", Countries = ["FR"] });
        await world.Joins("from Spain", wishes: new MatchPreferences { Country = "ES", Countries = ["DE"] });
        var ana = await world.Joins("ana", wishes: new MatchPreferences { Countries = ["ES"], Languages = ["es"] });
        await world.Passes(TimeSpan.FromSeconds(3));

        var why = (await world.Matchmaker.ExplainAsync(ana.Id, Cancel)).Value;

        (why.Picture.Waiting, why.Picture.LookedAt, why.Waited, why.Typical).ShouldBe((4, 3, TimeSpan.FromSeconds(3), null));
        why.Picture.Excluded.ShouldBe(new Dictionary<MatchRule, int> { [MatchRule.Mode] = 1, [MatchRule.Country] = 2 }, ignoreOrder: true);
        why.Picture.ByMyWishes.ShouldBe(new Dictionary<MatchRule, int> { [MatchRule.Country] = 2, [MatchRule.Language] = 3 }, ignoreOrder: true);
        why.Picture.ByTheirWishes.ShouldBe(0);
        why.GivesUp.ShouldBe([(MatchRule.Country, TimeSpan.FromSeconds(17)), (MatchRule.Language, TimeSpan.FromSeconds(37))]);
    }

    [Fact]
    public async Task Those_who_want_somebody_else_are_counted_apart_and_typical_is_the_median_of_those_matched()
    {
        await using var world = await MatchWorld.On(engine);
        var ana = await world.Joins("ana", wishes: new MatchPreferences { Countries = ["ES"] });
        var ben = await world.Joins("ben");
        (await world.Matchmaker.ExplainAsync(ben.Id, Cancel)).Value.Picture.ByTheirWishes.ShouldBe(1);
        await world.Passes(TimeSpan.FromSeconds(20));
        ana.Heard[^1].ShouldBe("calls ben");

        var cid = await world.Joins("cid");

        (await world.Matchmaker.ExplainAsync(cid.Id, Cancel)).Value.Typical.ShouldBe(TimeSpan.FromSeconds(20));
        (await world.Matchmaker.ExplainAsync(ana.Id, Cancel)).Refusal.ShouldBe(MatchRefusals.NotLooking);
    }

    [Fact]
    public async Task A_crowd_is_sampled_from_all_ages_rather_than_counted()
    {
        await using var world = await MatchWorld.On(engine);
        for (var i = 0; i < 6_000; i++)
            await world.Queue.EnterAsync(new Ticket(new TicketId(Guid.NewGuid()), SeekerId.New(), new MatchParty($"p{i}"), i < 3_000 ? Wants("ES") : Wants("ES") with { Mode = MatchMode.Text }, TimeSpan.FromTicks(world.Time.GetUtcNow().Ticks)), Cancel);
        var ana = await world.Joins("ana");

        var picture = (await world.Matchmaker.ExplainAsync(ana.Id, Cancel)).Value.Picture;

        picture.Waiting.ShouldBe(6_001);
        picture.LookedAt.ShouldBeInRange(1_900, 2_001);
        picture.Excluded[MatchRule.Mode].ShouldBeInRange(900, 1_100);

        static MatchPreferences Wants(string country) => new() { Countries = [country] };
    }

    [Fact]
    public async Task Whoever_gives_up_after_ten_seconds_is_noted_with_the_reason_and_what_to_loosen()
    {
        await using var world = await MatchWorld.On(engine);
        var picky = new MatchPreferences { Languages = ["es"], Interests = ["tea"] };
        await world.Joins("text", wishes: new MatchPreferences { Mode = MatchMode.Text });
        await world.Joins("fr", wishes: new MatchPreferences { Languages = ["fr"] });
        var (ana, early) = (await world.Joins("ana", wishes: picky), await world.Joins("early", wishes: picky with { Languages = ["de"] }));
        world.Matchmaker.Close(early.Id);
        await world.Passes(TimeSpan.FromSeconds(12));
        world.Matchmaker.Leave(ana.Id).ShouldBeNull();
        await world.Settles();

        var (who, why) = world.Unmatched.Notes.ShouldHaveSingleItem();
        (who.Key, why.Code).ShouldBe(("ana", RefusalCode.NoPartner));
        why.Sentence.ShouldBe("A search ended after 12 s without a partner: 2 others waited, kept away 1 by the mode, text or video, 1 by wishes for a shared language.");
        why.Remedy.ShouldBe("Ask for less, or nothing, in `languages`.");
        (await world.Queue.CountAsync(Cancel)).ShouldBe(2);
    }

    [Fact]
    public async Task Alone_the_remedy_is_to_come_back()
    {
        await using var world = await MatchWorld.On(engine);
        var ana = await world.Joins("ana");
        await world.Passes(TimeSpan.FromSeconds(30));
        world.Matchmaker.Close(ana.Id);
        await world.Settles();

        world.Unmatched.Notes.ShouldHaveSingleItem().Why.Sentence.ShouldBe("Nobody else waited when a search ended after 30 s.");
    }

    [Fact]
    public async Task Those_who_were_matched_or_were_sent_away_by_a_stop_are_not_noted()
    {
        var world = await MatchWorld.On(engine);
        var (ana, _) = await world.Pair();
        await world.Joins("cid");
        await world.Passes(TimeSpan.FromSeconds(30));
        world.Matchmaker.Close(ana.Id);
        await world.DisposeAsync();

        world.Unmatched.Notes.ShouldBeEmpty();
    }
}
