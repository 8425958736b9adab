using FsCheck;
using FsCheck.Fluent;
using Parlance.Cluster.InProcess;
using Parlance.Core;
using Parlance.Core.Matchmaking;

namespace Parlance.Tests.Cluster;

/// <summary>Each rule of who may meet whom, held against random crowds. What is right is said here anew, and not asked of the rules themselves.</summary>
public abstract class MatchRuleContract
{
    private const int Crowds = 200;
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(10);

    private readonly MatchOptions _options = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract IMatchQueue Create(MatchOptions options, TimeProvider time);

    [Fact]
    public Task Nobody_meets_themselves() =>
        Holds(Crowd.Undemanding.Select(ticket => ticket with { Seeker = new SeekerId(ticket.Seeker.Value % 3 + 1) }), (one, other, _) => one.Seeker != other.Seeker);

    [Fact]
    public Task Nobody_meets_a_connection_of_the_same_account() =>
        Holds(
            from ticket in Crowd.Undemanding
            from user in Gen.Choose(1, 4)
            select ticket with { Party = ticket.Party with { User = new UserId(user) } },
            (one, other, _) => one.Party.User != other.Party.User);

    [Fact]
    public Task Nobody_meets_the_one_they_are_called_like() =>
        Holds(
            from ticket in Crowd.Undemanding
            from key in Gen.Elements("a", "b", "c")
            select ticket with { Party = new MatchParty(key) },
            (one, other, _) => one.Party.Key != other.Party.Key);

    [Fact]
    public Task Nobody_meets_a_connection_of_the_same_device() =>
        Holds(
            from ticket in Crowd.Undemanding
            from device in Gen.Elements(null, "a", "b", "c")
            select ticket with { Party = ticket.Party with { Device = device } },
            (one, other, _) => one.Party.Device is null || one.Party.Device != other.Party.Device);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Nobody_meets_whom_either_blocks(bool byWhoWaits)
    {
        // Half of them, by turns, know of the block: the one who waits or the one who comes.
        var people =
            from ticket in Crowd.Undemanding
            from user in Gen.Choose(1, 6)
            from blocked in Gen.Choose(1, 6)
            select ticket with { Party = ticket.Party with { User = new UserId(user) }, Blocked = user % 2 == 0 == byWhoWaits ? new HashSet<UserId> { new(blocked) } : new HashSet<UserId>() };
        return Holds(people, (one, other, _) => !one.Blocked.Contains(other.Party.User!.Value) && !other.Blocked.Contains(one.Party.User!.Value));
    }

    [Fact]
    public Task Text_and_video_do_not_meet() => Holds(Crowd.Strangers, (one, other, _) => one.Preferences.Mode == other.Preferences.Mode);

    [Fact]
    public Task Minors_and_adults_do_not_meet_however_long_they_wait() =>
        Holds(Crowd.Strangers, (one, other, _) => one.Preferences.Age is not { } a || other.Preferences.Age is not { } b || a >= 18 == b >= 18);

    [Fact]
    public Task Who_insists_on_an_interest_meets_somebody_who_shares_one() =>
        Holds(Crowd.Strangers, Both((mine, theirs) => mine.Interests.Count == 0 || mine.Interests.Intersect(theirs.Interests).Any(), TimeSpan.FromSeconds(10)));

    [Fact]
    public Task Who_insists_on_countries_meets_somebody_from_there() =>
        Holds(Crowd.Strangers, Both((mine, theirs) => mine.Countries.Count == 0 || mine.Countries.Contains(theirs.Country), TimeSpan.FromSeconds(20)));

    [Fact]
    public Task Who_insists_on_a_language_meets_somebody_who_speaks_it() =>
        Holds(Crowd.Strangers, Both((mine, theirs) => mine.Languages.Count == 0 || mine.Languages.Intersect(theirs.Languages).Any(), TimeSpan.FromSeconds(40)));

    [Fact]
    public Task Who_insists_on_an_age_meets_somebody_of_that_age() =>
        Holds(
            Crowd.Strangers,
            Both((mine, theirs) => (mine.MinAge is null && mine.MaxAge is null) || (theirs.Age >= (mine.MinAge ?? 0) && theirs.Age <= (mine.MaxAge ?? 999)), TimeSpan.FromSeconds(60)));

    [Theory]
    [InlineData(MatchRule.Interests, 10)]
    [InlineData(MatchRule.Country, 20)]
    [InlineData(MatchRule.Language, 40)]
    [InlineData(MatchRule.Age, 60)]
    public async Task A_wish_is_given_up_at_its_published_time_and_not_before(MatchRule wish, int seconds)
    {
        MatchPreferences one = wish switch
        {
            MatchRule.Interests => new() { Interests = ["tea"] },
            MatchRule.Country => new() { Countries = ["ES"] },
            MatchRule.Language => new() { Languages = ["es"] },
            _ => new() { MinAge = 30 },
        };
        foreach (var wisherFirst in new[] { true, false })
        {
            var (clock, queue) = New();
            var wisher = Crowd.Of(one, clock.Elapsed());
            var other = Crowd.Of(MatchPreferences.None, clock.Elapsed());
            await Enter(queue, wisherFirst ? wisher : other);
            (await Enter(queue, wisherFirst ? other : wisher)).ShouldBeNull();
            clock.Advance(TimeSpan.FromSeconds(seconds) - Tick);
            (await Search(queue, wisher)).ShouldBeNull();
            (await Search(queue, other)).ShouldBeNull();

            clock.Advance(Tick);
            (await Search(queue, wisherFirst ? other : wisher)).ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task The_oldest_of_those_who_fit_is_met_first()
    {
        foreach (var people in Crowd.Strangers.ListOf(30).Sample(Crowds))
        {
            var (clock, queue) = New();
            List<Ticket> waiting = [];
            foreach (var person in people)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                var ticket = person with { Since = clock.Elapsed() };
                if (await Enter(queue, ticket) is not { } claim)
                {
                    waiting.Add(ticket);
                    continue;
                }

                claim.Second.ShouldBe(ticket);
                waiting.Find(older => MatchRules.Between(older, ticket, areRecent: false, clock.Elapsed(), _options) is null).ShouldBe(claim.First);
                waiting.Remove(claim.First);
            }
        }
    }

    [Fact]
    public async Task Recent_partners_are_avoided_while_others_wait_however_old_they_are()
    {
        foreach (var met in Gen.Choose(1, 5).SelectMany(count => Crowd.Undemanding.ListOf(count)).Sample(50))
        {
            var (clock, queue) = New();
            var ana = Crowd.Of(MatchPreferences.None) with { Party = new MatchParty("ana") };
            foreach (var partner in met)
                await queue.RememberAsync(ana.Party, partner.Party, Cancel);
            foreach (var partner in met)
                await queue.EnterAsync(partner with { Since = clock.Elapsed(), Preferences = new MatchPreferences { Countries = ["ES"] } }, Cancel);
            clock.Advance(TimeSpan.FromMinutes(1)); // they would take anybody now
            var stranger = Crowd.Of(new MatchPreferences { Countries = ["ES"] }, clock.Elapsed());
            await queue.EnterAsync(stranger, Cancel);

            (await Enter(queue, ana with { Since = clock.Elapsed(), Preferences = new MatchPreferences { Country = "ES" } })).ShouldNotBeNull().First.ShouldBe(stranger);
        }
    }

    [Fact]
    public async Task Recent_partners_meet_again_when_one_has_waited_and_nobody_else_came()
    {
        var (clock, queue) = New();
        var (ana, ben) = (Crowd.Of(MatchPreferences.None, clock.Elapsed()), Crowd.Of(MatchPreferences.None, clock.Elapsed()));
        await queue.RememberAsync(ana.Party, ben.Party, Cancel);
        await Enter(queue, ana);
        (await Enter(queue, ben)).ShouldBeNull();
        clock.Advance(_options.RecentPatience - Tick);
        (await Search(queue, ana)).ShouldBeNull();
        clock.Advance(Tick);
        (await Search(queue, ana)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_partner_is_recent_for_ten_minutes_and_among_the_last_five()
    {
        var (clock, queue) = New();
        var people = Enumerable.Range(0, 7).Select(_ => Crowd.Of(MatchPreferences.None)).ToArray();
        for (var i = 1; i <= 6; i++)
        {
            await queue.RememberAsync(people[0].Party, people[i].Party, Cancel);
            for (var other = 0; other < 5; other++)
                await queue.RememberAsync(people[1].Party, Crowd.Of(MatchPreferences.None).Party, Cancel); // who has met many since, too
        }

        (await Meet(1)).ShouldBeTrue("five have come after the first");
        (await Meet(2)).ShouldBeFalse();
        (await Meet(6)).ShouldBeFalse();
        clock.Advance(TimeSpan.FromMinutes(10));
        (await Meet(6)).ShouldBeTrue();

        async Task<bool> Meet(int other)
        {
            var (ana, ben) = (Anew(people[0]), Anew(people[other]));
            await Enter(queue, ana);
            var claim = await Enter(queue, ben);
            await queue.LeaveAsync(ana.Id, Cancel);
            await queue.LeaveAsync(ben.Id, Cancel);
            return claim is not null;
        }

        Ticket Anew(Ticket ticket) => ticket with { Id = new TicketId(Guid.NewGuid()), Since = clock.Elapsed() };
    }

    [Fact]
    public async Task Nobody_is_claimed_twice_however_many_search_at_once()
    {
        var (_, queue) = New();
        for (var round = 0; round < 20; round++)
        {
            var people = Enumerable.Range(0, 400).Select(i => Crowd.Of(new MatchPreferences { Languages = i % 2 == 0 ? ["es"] : ["es", "en"] })).ToArray();
            var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(part => Task.Run(async () =>
            {
                List<MatchClaim> found = [];
                foreach (var ticket in people.Where((_, i) => i % 8 == part))
                {
                    if (await Enter(queue, ticket) is { } claim)
                        found.Add(claim);
                    if (people[(part * 31) % people.Length] is var another && await Search(queue, another) is { } second)
                        found.Add(second);
                }

                return found;
            })));

            var claimed = claims.SelectMany(found => found).SelectMany(claim => new[] { claim.First.Id, claim.Second.Id }).ToList();
            claimed.Count.ShouldBe(people.Length);
            claimed.Distinct().Count().ShouldBe(people.Length);
            (await queue.CountAsync(Cancel)).ShouldBe(0);
        }
    }

    [Fact]
    public async Task Nobody_waits_on_while_somebody_who_fits_does()
    {
        foreach (var people in Crowd.Entangled.ListOf(30).Sample(Crowds))
        {
            var (clock, queue) = New();
            List<Ticket> waiting = [];
            foreach (var person in people)
            {
                clock.Advance(TimeSpan.FromSeconds(3));
                await SearchDue();
                var ticket = person with { Since = clock.Elapsed() };
                waiting.Add(ticket);
                Take(await Enter(queue, ticket));
                Check();
            }

            for (var second = 0; second < 70; second++)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                await SearchDue();
                Check();
            }

            // As the matchmaker does: whenever the schedule says that something has changed.
            async Task SearchDue()
            {
                foreach (var ticket in waiting.ToArray())
                    Take(await Search(queue, ticket));
            }

            void Take(MatchClaim? claim) => waiting.RemoveAll(ticket => ticket.Id == claim?.First.Id || ticket.Id == claim?.Second.Id);

            void Check() => (from one in waiting from other in waiting where one != other && MatchRules.Between(one, other, areRecent: false, clock.Elapsed(), _options) is null select (one, other)).ShouldBeEmpty();
        }
    }

    /// <summary>Lets crowds come in and time pass, and asks the rule about every two who are brought together.</summary>
    private async Task Holds(Gen<Ticket> people, Func<Ticket, Ticket, TimeSpan, bool> rule)
    {
        var met = 0;
        var arrivals = from person in people from wait in Gen.Elements(0, 0, 1, 5, 9, 30) select (Person: person, Wait: wait);
        foreach (var crowd in arrivals.ListOf(30).Sample(Crowds))
        {
            var (clock, queue) = New();
            foreach (var (person, wait) in crowd)
            {
                clock.Advance(TimeSpan.FromSeconds(wait));
                var ticket = person with { Since = clock.Elapsed() };
                foreach (var claim in new[] { await Enter(queue, ticket), await Search(queue, ticket) })
                {
                    if (claim is null)
                        continue;
                    met++;
                    rule(claim.First, claim.Second, clock.Elapsed()).ShouldBeTrue($"{claim.First.Preferences} {claim.First.Since} and {claim.Second.Preferences} {claim.Second.Since} at {clock.Elapsed()}");
                }
            }
        }

        met.ShouldBeGreaterThan(Crowds); // or the rule was asked about nobody
    }

    /// <summary>Both fulfil what the other wishes for, unless the other has waited long enough to give it up.</summary>
    private static Func<Ticket, Ticket, TimeSpan, bool> Both(Func<MatchPreferences, MatchPreferences, bool> fulfils, TimeSpan insisted) => (one, other, now) =>
        (now - one.Since >= insisted || fulfils(one.Preferences, other.Preferences)) && (now - other.Since >= insisted || fulfils(other.Preferences, one.Preferences));

    private (TestClock Clock, IMatchQueue Queue) New()
    {
        var clock = new TestClock();
        return (clock, Create(_options, clock));
    }

    private static async Task<MatchClaim?> Enter(IMatchQueue queue, Ticket ticket) => await MatchQueueContract.Whole(queue, ticket.Id, await queue.EnterAsync(ticket, Cancel));

    private static async Task<MatchClaim?> Search(IMatchQueue queue, Ticket ticket) => await MatchQueueContract.Whole(queue, ticket.Id, await queue.SearchAsync(ticket.Id, Cancel));
}

public sealed class InProcessMatchRuleTests : MatchRuleContract
{
    protected override IMatchQueue Create(MatchOptions options, TimeProvider time) => new InProcessMatchQueue(options, time);
}
