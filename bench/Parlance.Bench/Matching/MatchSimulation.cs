using Parlance.Core;
using Parlance.Core.Events;
using Parlance.Core.Matchmaking;

namespace Parlance.Bench.Matching;

/// <summary>A town of people who come, wait, talk, move on, block each other and go, in simulated time over the real matchmaker.</summary>
/// <param name="Scale">What the run is called.</param>
/// <param name="ArrivalsASecond">New people, in simulated time; six tenths of them ask for what hardly anybody is.</param>
internal sealed record MatchSimulation(string Scale, double ArrivalsASecond, TimeSpan WarmUp, TimeSpan Measured)
{
    private const double MeanMatch = 60;
    private const double MeanPatience = 120;
    private const int Samples = 10;
    private const int TicketsASample = 40;
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(750);

    public async Task<SimulationFigures> RunAsync()
    {
        var time = new VirtualTime();
        var random = new Random(1_763_697);
        var people = new Population(random);
        var watch = new MatchWatch(time);
        await using var town = new MatchTown(time, watch);
        var calendar = new PriorityQueue<Func<Task>, TimeSpan>();
        var (began, measureFrom) = (time.Elapsed(), time.Elapsed() + WarmUp);
        var end = measureFrom + Measured;
        var (waiting, counted, overdue, sampled) = (0L, 0, TimeSpan.Zero, 0);
        var cpu = TimeSpan.Zero;

        calendar.Enqueue(ArriveAsync, began);
        calendar.Enqueue(StartAsync, measureFrom);
        for (var i = 1; i <= Samples; i++)
            calendar.Enqueue(SampleAsync, measureFrom + Measured * i / (Samples + 1));

        while (time.Elapsed() < end)
        {
            var next = calendar.TryPeek(out _, out var due) ? due : end;
            time.MoveTo(time.NextDue is { } ring && ring < next ? ring : next);
            time.RingDue();
            while (calendar.TryPeek(out _, out due) && due <= time.Elapsed())
                await calendar.Dequeue()();
            await town.Matchmaker.WhenIdleAsync();
            watch.Drain(Waits, Meets, Parts);
        }

        cpu = Environment.CpuUsage.TotalTime - cpu;
        return new SimulationFigures(
            Scale, Measured.TotalSeconds, (double)waiting / counted, watch.Matches, watch.GaveUp, watch.Repeats, cpu.TotalMicroseconds / watch.Matches, overdue.TotalSeconds, sampled,
            watch.Violations, watch.Groups());

        Task StartAsync()
        {
            watch.Forget();
            cpu = Environment.CpuUsage.TotalTime;
            return Task.CompletedTask;
        }

        Task ArriveAsync()
        {
            var group = random.Next(10) switch { < 2 => 0, < 4 => 1, _ => 2 };
            var person = watch.Arrive(group);
            var party = new MatchParty(person.User.ToString()) { User = person.User, Address = "203.0.113.7", Dialect = "bench" };
            person.Seeker = town.Matchmaker.Open(party, new RequeuePolicy(Grace, Grace), Alive.Always);
            watch.Follow(person);
            town.Matchmaker.Join(person.Seeker, people.Next(group));
            calendar.Enqueue(ArriveAsync, time.Elapsed() + Exponential(1 / ArrivalsASecond));
            return Task.CompletedTask;
        }

        void Waits(MatchPerson person, TimeSpan since) => After(Exponential(MeanPatience), () =>
        {
            if (person.Partner is not null || person.Since != since)
                return Task.CompletedTask;
            watch.GivesUp(person);
            town.Matchmaker.Close(person.Seeker);
            return Task.CompletedTask;
        });

        void Meets(MatchPerson person, MatchId match) => After(Exponential(MeanMatch), async () =>
        {
            if (person.Match != match || person.Partner is not { } partner)
                return;
            if (random.Next(100) > 0)
            {
                town.Matchmaker.Next(person.Seeker);
                return;
            }

            // One in a hundred ends it for good.
            MatchWatch.Blocks(person, partner);
            await town.Blocks.BlockAsync(person.User, partner.User, time.GetUtcNow(), CancellationToken.None);
            town.Bus.Publish([new BlockChanged(person.User, partner.User, IsBlocked: true)]);
        });

        void Parts(MatchPerson person)
        {
            if (random.Next(2) == 0)
                After(Grace / 2, () =>
                {
                    town.Matchmaker.Close(person.Seeker);
                    return Task.CompletedTask;
                });
        }

        Task SampleAsync()
        {
            var all = town.Queue.Waiting.Values.ToArray();
            (waiting, counted) = (waiting + all.Length, counted + 1);
            foreach (var ticket in random.GetItems(all, Math.Min(all.Length, TicketsASample)))
            {
                sampled++;
                foreach (var other in all)
                {
                    if (Overdue.Of(ticket, other, time.Elapsed(), town.Options) is { } late && late > overdue)
                        overdue = late;
                }
            }

            return Task.CompletedTask;
        }

        void After(TimeSpan pause, Func<Task> what) => calendar.Enqueue(what, time.Elapsed() + pause);

        TimeSpan Exponential(double mean) => TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) * mean);
    }
}

/// <summary>For how long two who wait might have been together.</summary>
internal static class Overdue
{
    /// <returns>Null for two who may not meet now.</returns>
    public static TimeSpan? Of(Ticket one, Ticket other, TimeSpan now, MatchOptions options)
    {
        if (one.Id == other.Id || MatchRules.Between(one, other, areRecent: true, now, options) is not null)
            return null;
        var together = one.Since > other.Since ? one.Since : other.Since;
        MatchRule[] steps = [MatchRule.Recent, .. MatchSchedule.Wishes];
        var moments = steps.SelectMany(step => new[] { one.Since + options.InsistedOnFor(step), other.Since + options.InsistedOnFor(step) }).Append(together);
        return now - moments.Where(at => at >= together && at <= now && MatchRules.Between(one, other, areRecent: true, at, options) is null).Min();
    }
}
