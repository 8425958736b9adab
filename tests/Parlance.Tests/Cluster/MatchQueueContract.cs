using FsCheck.Fluent;
using Parlance.Cluster.InProcess;
using Parlance.Core;
using Parlance.Core.Matchmaking;

namespace Parlance.Tests.Cluster;

/// <summary>What every queue keeps, whoever may meet whom.</summary>
public abstract class MatchQueueContract : IAsyncLifetime
{
    private protected static readonly MatchOptions Options = new();

    private protected TestClock Clock { get; } = new();

    private protected IMatchQueue Queue { get; private set; } = null!;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract IMatchQueue Create(MatchOptions options, TimeProvider time);

    public ValueTask InitializeAsync()
    {
        Queue = Create(Options, Clock);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_second_finds_the_first_and_both_are_out()
    {
        var (ana, ben) = (Stranger(), Stranger());
        (await Enter(ana)).ShouldBeNull();
        (await Queue.CountAsync(Cancel)).ShouldBe(1);

        (await Enter(ben)).ShouldBe(new MatchClaim(ana, ben));

        (await Queue.CountAsync(Cancel)).ShouldBe(0);
        (await Queue.LeaveAsync(ana.Id, Cancel)).ShouldBeFalse();
        (await Search(ana)).ShouldBeNull();
        (await Queue.ExplainAsync(ben.Id, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task One_who_left_is_found_by_nobody()
    {
        var (ana, ben) = (Stranger(), Stranger());
        await Enter(ana);
        (await Queue.LeaveAsync(ana.Id, Cancel)).ShouldBeTrue();
        (await Queue.LeaveAsync(ana.Id, Cancel)).ShouldBeFalse();
        (await Enter(ben)).ShouldBeNull();
        (await Queue.CountAsync(Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task A_ticket_that_comes_back_has_the_place_its_age_gives_it()
    {
        var old = new Ticket[3];
        for (var i = 0; i < old.Length; i++)
        {
            await Enter(old[i] = Wisher("ES"));
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await Queue.LeaveAsync(old[0].Id, Cancel);
        var back = old[0] with { Id = new TicketId(Guid.NewGuid()) };
        (await Enter(back)).ShouldBeNull();

        foreach (var expected in new[] { back, old[1], old[2] })
            (await Enter(Stranger(new MatchPreferences { Country = "ES" }))).ShouldNotBeNull().First.Id.ShouldBe(expected.Id);
    }

    [Fact]
    public async Task Of_equally_old_ones_who_came_first_is_first()
    {
        Ticket[] same = [Wisher("ES"), Wisher("ES"), Wisher("ES")];
        foreach (var ticket in same)
            await Enter(ticket);
        foreach (var expected in same)
            (await Enter(Stranger(new MatchPreferences { Country = "ES" }))).ShouldNotBeNull().First.Id.ShouldBe(expected.Id);
    }

    [Fact]
    public async Task Whatever_happens_it_claims_whom_the_simplest_queue_claims()
    {
        var lives = from people in Crowd.Entangled.ListOf(40) from seed in Gen.Choose(0, int.MaxValue) select (People: people.ToArray(), Seed: seed);
        foreach (var (people, seed) in lives.Sample(150))
            await Compare(people, new Random(seed));
    }

    [Fact]
    public async Task A_crowd_that_hardly_fits_each_other_is_searched_to_its_end()
    {
        // All insist on what nobody is, so they pile up beyond what one search looks at; the one they wait for comes last.
        var crowd = Enumerable.Range(0, 1_500).Select(_ => Stranger(new MatchPreferences { Countries = ["ES"], Country = "US" })).ToList();
        foreach (var ticket in crowd)
            await Enter(ticket);
        var last = Stranger(new MatchPreferences { Countries = ["ES"], Country = "ES" });
        await Enter(last);
        var picky = Stranger(new MatchPreferences { Countries = ["ES"], Country = "ES", Languages = ["es"] });
        (await Enter(picky)).ShouldBeNull();

        var wanted = Stranger(new MatchPreferences { Countries = ["ES"], Country = "ES" });
        (await Enter(wanted)).ShouldBe(new MatchClaim(last, wanted));
    }

    /// <summary>Runs the same random life in the queue and in the model.</summary>
    private async Task Compare(Ticket[] people, Random random)
    {
        var queue = Create(Options, Clock);
        var model = new LinearMatchQueue(Options, Clock);
        List<Ticket> known = [];
        for (var step = 0; step < 3 * people.Length; step++)
        {
            var (expected, found) = ((MatchClaim?)null, (MatchClaim?)null);
            switch (random.Next(10))
            {
                case 0:
                    Clock.Advance(TimeSpan.FromSeconds(random.Next(1, 25)));
                    break;
                case 1 when known.Count > 0:
                    var leaving = known[random.Next(known.Count)].Id;
                    (await queue.LeaveAsync(leaving, Cancel)).ShouldBe(model.Leave(leaving));
                    break;
                case 2 or 3 or 4 when known.Count > 0:
                    var searching = known[random.Next(known.Count)].Id;
                    (expected, found) = (model.Search(searching), await Whole(queue, searching, await queue.SearchAsync(searching, Cancel)));
                    break;
                default:
                    var since = Clock.Elapsed() - (random.Next(4) == 0 ? TimeSpan.FromSeconds(random.Next(60)) : TimeSpan.Zero);
                    var entering = people[random.Next(people.Length)] with { Id = new TicketId(Guid.NewGuid()), Since = since };
                    known.Add(entering);
                    (expected, found) = (model.Enter(entering), await Whole(queue, entering.Id, await queue.EnterAsync(entering, Cancel)));
                    break;
            }

            found.ShouldBe(expected);
            (await queue.CountAsync(Cancel)).ShouldBe(model.Waiting.Count);
            if (found is null || random.Next(2) == 0)
                continue;
            model.Remember(found.First.Party, found.Second.Party);
            await queue.RememberAsync(found.First.Party, found.Second.Party, Cancel);
        }
    }

    private protected Ticket Stranger(MatchPreferences? wishes = null) => Crowd.Of(wishes ?? MatchPreferences.None, Clock.Elapsed());

    private Ticket Wisher(string country) => Stranger(new MatchPreferences { Countries = [country] });

    private protected async Task<MatchClaim?> Enter(Ticket ticket) => await Whole(Queue, ticket.Id, await Queue.EnterAsync(ticket, Cancel));

    private protected async Task<MatchClaim?> Search(Ticket ticket) => await Whole(Queue, ticket.Id, await Queue.SearchAsync(ticket.Id, Cancel));

    /// <summary>Searches on until everybody has been looked at.</summary>
    internal static async Task<MatchClaim?> Whole(IMatchQueue queue, TicketId ticket, SearchResult result)
    {
        while (!result.IsComplete)
            result = await queue.SearchAsync(ticket, Cancel);
        return result.Claim;
    }
}

public sealed class InProcessMatchQueueTests : MatchQueueContract
{
    protected override IMatchQueue Create(MatchOptions options, TimeProvider time) => new InProcessMatchQueue(options, time);

    [Fact]
    public async Task A_search_stops_at_its_bound_and_goes_on_from_there()
    {
        // All of them speak what she wishes for and look for people of about her age, and still she is too young: the worst there is.
        for (var i = 0; i < 2 * InProcessMatchQueue.DefaultMaxLookedAt + 10; i++)
            await Queue.EnterAsync(Stranger(Asking(from: 28)), Cancel);
        var last = Stranger(Asking(from: 26));
        await Queue.EnterAsync(last, Cancel);
        var ana = Stranger(new MatchPreferences { Languages = ["es"], Age = 26 });

        var searches = new List<SearchResult> { await Queue.EnterAsync(ana, Cancel) };
        while (!searches[^1].IsComplete)
            searches.Add(await Queue.SearchAsync(ana.Id, Cancel));

        searches[^1].Claim.ShouldBe(new MatchClaim(last, ana));
        searches.Count.ShouldBe(3);

        static MatchPreferences Asking(int from) => new() { Languages = ["es"], Age = 20, MinAge = from };
    }

    [Fact]
    public async Task A_search_in_parts_begins_anew_when_time_has_changed_what_is_insisted_on()
    {
        var queue = new InProcessMatchQueue(Options, Clock, maxLookedAt: 10);
        var first = Stranger(new MatchPreferences { Age = 20 });
        await queue.EnterAsync(first, Cancel);
        Clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 30; i++)
            await queue.EnterAsync(Stranger(new MatchPreferences { Interests = ["tea"], Age = 20, MinAge = 28 }), Cancel);
        var ana = Stranger(new MatchPreferences { Interests = ["tea"], Age = 26 }) with { Since = Clock.Elapsed() - TimeSpan.FromSeconds(9.99) };
        var result = await queue.EnterAsync(ana, Cancel);
        result.IsComplete.ShouldBeFalse();
        Clock.Advance(TimeSpan.FromMilliseconds(20)); // she no longer insists on tea

        (await Whole(queue, ana.Id, result)).ShouldNotBeNull().ShouldSatisfyAllConditions(claim => claim.First.ShouldBe(ana), claim => claim.Second.ShouldBe(first));
    }
}

/// <summary>The same in parts so small that nearly every search has several.</summary>
public sealed class InProcessMatchQueueInPartsTests : MatchQueueContract
{
    protected override IMatchQueue Create(MatchOptions options, TimeProvider time) => new InProcessMatchQueue(options, time, maxLookedAt: 2);
}
