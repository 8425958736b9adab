namespace Parlance.Browser;

/// <summary>Strangers with cameras who are brought together, speaking as the BlinkChat front end does.</summary>
public class StrangerPageTests(Chromium chromium)
{
    [Fact]
    public async Task Two_strangers_see_hear_and_read_each_other_and_next_lets_them_meet_anew()
    {
        await using var town = await Town.Founded(chromium);
        var ana = await (await town.Stranger("ana")).Waiting();
        var bob = await town.Stranger("bob");

        var first = await ana.Meets(bob);
        await ana.Says("hi 👋");
        await bob.Reads("stranger: hi 👋");
        await bob.Says("<b>hello</b>");
        await ana.Reads("me: hi 👋", "stranger: <b>hello</b>");
        await ana.SeesAndHearsTheStranger();
        await bob.SeesAndHearsTheStranger();
        await ana.IsPhotographed("stranger.png");

        await ana.Next();
        var second = await ana.Meets(bob, after: first);
        await ana.Reads(); // what was said belongs to the match that is over
        await ana.SeesAndHearsTheStranger();
        await bob.SeesAndHearsTheStranger();

        await bob.Next();
        await bob.Meets(ana, after: second);
        await ana.SeesAndHearsTheStranger();
        await bob.SeesAndHearsTheStranger();
    }

    [Fact]
    public async Task Next_brings_somebody_who_waited_and_a_closed_tab_sets_its_partner_free()
    {
        await using var town = await Town.Founded(chromium);
        var ana = await (await town.Stranger("ana")).Waiting();
        var bob = await town.Stranger("bob");
        var first = await ana.Meets(bob);
        var cem = await (await town.Stranger("cem")).Waiting();

        await ana.Next();
        var (met, alone) = await WhoMet(cem, ana, bob);
        (await cem.MatchAsync()).ShouldNotBe(first);
        await met.SeesAndHearsTheStranger();
        await cem.SeesAndHearsTheStranger();
        await alone.Waiting();

        await met.ClosesTheTab();
        await cem.Meets(alone);
        await cem.SeesAndHearsTheStranger();
        await alone.SeesAndHearsTheStranger();
    }

    [Fact]
    public async Task People_of_both_wires_see_each_other_and_the_operator_sees_that_it_worked()
    {
        await using var town = await Town.Founded(chromium);
        var ana = await (await town.Stranger("ana", Wire.Native)).Waiting();
        var bob = await town.Stranger("bob");

        var first = await ana.Meets(bob);
        await bob.Says("from the old page");
        await ana.Reads("stranger: from the old page");
        await ana.Says("from the new one");
        await bob.Reads("me: from the old page", "stranger: from the new one");
        await ana.SeesAndHearsTheStranger();
        await bob.SeesAndHearsTheStranger();
        await Eventually.Holds(async () => await town.Server.MetricsAsync() is var metrics
            && metrics.Contains("\ncall_setup_success_ratio 1\n", StringComparison.Ordinal)
            && metrics.Contains("parlance_call_setups_total{kind=\"match\",result=\"connected\"} 1\n", StringComparison.Ordinal) ? null : metrics);

        await ana.Next();
        await ana.Meets(bob, after: first);
        await ana.SeesAndHearsTheStranger();
        await bob.SeesAndHearsTheStranger();
    }

    /// <summary>Waits until one of the two is in a match with somebody.</summary>
    private static async Task<(StrangerPage Met, StrangerPage Other)> WhoMet(StrangerPage somebody, StrangerPage one, StrangerPage two)
    {
        StrangerPage? met = null;
        await Eventually.Holds(async () =>
        {
            var match = await somebody.MatchAsync();
            if (match is not null)
                met = match == await one.MatchAsync() ? one : match == await two.MatchAsync() ? two : null;
            return met is null ? $"{somebody.Name} is in match {match}" : null;
        });
        return (met!, met == one ? two : one);
    }
}
