using Parlance.Core;
using Parlance.Core.Matchmaking;

namespace Parlance.Cluster.InProcess;

/// <summary>The queue of a single node.</summary>
public sealed class InProcessMatchQueue(MatchOptions options, TimeProvider time) : IMatchQueue
{
    private const int MaxRemembered = 100_000;
    private const int MaxExplained = 2_000;

    private readonly Lock _gate = new();
    private readonly SortedSet<Ticket> _waiting = new(Comparer<Ticket>.Create(static (a, b) => a.Since != b.Since ? a.Since.CompareTo(b.Since) : a.Id.Value.CompareTo(b.Id.Value))); // guarded by _gate
    private readonly Dictionary<TicketId, Ticket> _byId = []; // guarded by _gate
    private readonly RecentPartners _recent = new(options, MaxRemembered); // guarded by _gate

    public ValueTask<SearchResult> EnterAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _byId[ticket.Id] = ticket;
            _waiting.Add(ticket);
            return new(Search(ticket));
        }
    }

    public ValueTask<SearchResult> SearchAsync(TicketId ticket, CancellationToken cancellationToken)
    {
        lock (_gate)
            return new(_byId.TryGetValue(ticket, out var waiting) ? Search(waiting) : new SearchResult(null, IsComplete: true));
    }

    public ValueTask<bool> LeaveAsync(TicketId ticket, CancellationToken cancellationToken)
    {
        lock (_gate)
            return new(Remove(ticket));
    }

    public ValueTask RememberAsync(MatchParty one, MatchParty other, CancellationToken cancellationToken)
    {
        lock (_gate)
            _recent.Add(one, other, time.Elapsed());
        return ValueTask.CompletedTask;
    }

    public ValueTask<WaitingPicture?> ExplainAsync(TicketId ticket, CancellationToken cancellationToken)
    {
        lock (_gate)
            return new(_byId.TryGetValue(ticket, out var waiting) ? Explain(waiting) : null);
    }

    public ValueTask<int> CountAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return new(_byId.Count);
    }

    private SearchResult Search(Ticket ticket)
    {
        var now = time.Elapsed();
        Ticket? recent = null;
        foreach (var other in _waiting)
        {
            var areRecent = _recent.Contains(ticket.Party, other.Party, now);
            if (MatchRules.Between(ticket, other, areRecent, now, options) is not null)
                continue;
            if (!areRecent)
                return Claim(ticket, other);
            recent ??= other;
        }

        return recent is null ? new SearchResult(null, IsComplete: true) : Claim(ticket, recent);
    }

    private WaitingPicture Explain(Ticket ticket)
    {
        var now = time.Elapsed();
        var (lookedAt, byTheirWishes) = (0, 0);
        Dictionary<MatchRule, int> excluded = [], byMine = [];
        foreach (var other in _waiting.Where(other => other.Id != ticket.Id).Take(MaxExplained))
        {
            lookedAt++;
            if (MatchRules.Between(ticket, other, _recent.Contains(ticket.Party, other.Party, now), now, options) is not { } rule)
                continue;
            excluded[rule] = excluded.GetValueOrDefault(rule) + 1;
            var mine = MatchSchedule.Wishes.Where(wish => !MatchRules.Satisfies(ticket.Preferences, other.Preferences, wish, now - ticket.Since, options)).ToArray();
            foreach (var wish in mine)
                byMine[wish] = byMine.GetValueOrDefault(wish) + 1;
            if (mine.Length == 0 && MatchSchedule.Wishes.Contains(rule))
                byTheirWishes++;
        }

        return new WaitingPicture(_byId.Count, lookedAt, excluded, byMine, byTheirWishes);
    }

    private SearchResult Claim(Ticket one, Ticket other)
    {
        Remove(one.Id);
        Remove(other.Id);
        return new SearchResult(other.Since <= one.Since ? new MatchClaim(other, one) : new MatchClaim(one, other), IsComplete: true);
    }

    private bool Remove(TicketId id) => _byId.Remove(id, out var ticket) && _waiting.Remove(ticket);
}
