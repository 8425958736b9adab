using System.Diagnostics;
using Parlance.Cluster.InProcess;
using Parlance.Core;
using Parlance.Core.Matchmaking;

namespace Parlance.Bench.Matching;

/// <summary>What one newcomer costs the queue while so many wait whom nobody fits.</summary>
internal sealed class QueueCost(TimeSpan duration)
{
    private readonly MatchOptions _options = new() { InsistOnAge = TimeSpan.FromHours(1) }; // those who wait go on waiting

    public IEnumerable<QueueFigures> Run(int waiting)
    {
        var people = new Population(new Random(1_763_697));
        var crowd = Enumerable.Range(0, waiting).Select(_ => people.Demanding() with { Age = 20 }).ToArray();
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var queue = new InProcessMatchQueue(_options, TimeProvider.System);
        foreach (var preferences in crowd)
            Wait(queue.EnterAsync(TicketOf(preferences), CancellationToken.None));
        var bytesATicket = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / waiting;

        var linear = new LinearQueue(_options, TimeProvider.System);
        foreach (var preferences in crowd)
            linear.Put(TicketOf(preferences));

        foreach (var (name, newcomer) in new (string, Func<MatchPreferences>)[] { ("without wishes", () => MatchPreferences.None), ("with ordinary wishes", Ordinary) })
        {
            MatchPreferences[] newcomers = [.. Enumerable.Range(0, 5_000).Select(_ => newcomer())];
            Measure(newcomers, Ours, TimeSpan.FromMilliseconds(200));
            var (time, bytes) = Measure(newcomers, Ours, duration);
            var (linearTime, _) = Measure(newcomers, Peer, duration);
            yield return new QueueFigures(waiting, name, time, bytes, linearTime, bytesATicket);
        }

        // None of whom those fit who wait.
        MatchPreferences Ordinary() => people.Ordinary() is var person && person.Age >= 50 ? person with { Age = 49 } : person;

        // Two come, find each other or do not, and go; so as many wait afterwards.
        void Ours(Ticket one, Ticket other)
        {
            Wait(queue.EnterAsync(one, CancellationToken.None));
            if (Wait(queue.EnterAsync(other, CancellationToken.None)).Claim is not null)
                return;
            Wait(queue.LeaveAsync(one.Id, CancellationToken.None));
            Wait(queue.LeaveAsync(other.Id, CancellationToken.None));
        }

        void Peer(Ticket one, Ticket other)
        {
            linear.Enter(one);
            if (linear.Enter(other))
                return;
            linear.Leave();
            linear.Leave();
        }
    }

    private static (double Microseconds, double Bytes) Measure(MatchPreferences[] newcomers, Action<Ticket, Ticket> come, TimeSpan duration)
    {
        Ticket[] tickets = [.. newcomers.Select(TicketOf)];
        var (done, began, bytes) = (0, Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        while (Stopwatch.GetElapsedTime(began) < duration)
        {
            come(tickets[done % tickets.Length], tickets[(done + 1) % tickets.Length]);
            done += 2;
        }

        return (Stopwatch.GetElapsedTime(began).TotalMicroseconds / done, (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / done);
    }

    private static Ticket TicketOf(MatchPreferences preferences)
    {
        var seeker = SeekerId.New();
        return new Ticket(new TicketId(Guid.NewGuid()), seeker, new MatchParty($"anonymous_{seeker}") { Address = "203.0.113.7", Dialect = "bench" }, preferences, TimeProvider.System.Elapsed());
    }

    private static T Wait<T>(ValueTask<T> task) => task.IsCompleted ? task.Result : throw new InvalidOperationException("The queue in memory waits for nothing.");
}
