using Parlance.Cluster.InProcess.Matching;
using Parlance.Core;
using Parlance.Core.Matchmaking;

namespace Parlance.Cluster.InProcess;

/// <summary>The queue of a single node.</summary>
public sealed class InProcessMatchQueue : IMatchQueue
{
    /// <summary>About a tenth of a millisecond, in which nobody else gets at the queue.</summary>
    internal const int DefaultMaxLookedAt = 512;

    private const int MaxRemembered = 100_000;
    private const int MaxExplained = 2_000;

    private readonly MatchOptions _options;
    private readonly TimeProvider _time;
    private readonly int _maxLookedAt;
    private readonly Lock _gate = new();
    private readonly Dictionary<TicketId, WaitingTicket> _waiting = []; // guarded by _gate
    private readonly Dictionary<MatchMode, WaitingIndex> _modes = []; // guarded by _gate
    private readonly RecentPartners _recent; // guarded by _gate
    private long _number; // guarded by _gate

    public InProcessMatchQueue(MatchOptions options, TimeProvider time)
        : this(options, time, DefaultMaxLookedAt)
    {
    }

    /// <param name="maxLookedAt">Tickets looked at in one search.</param>
    internal InProcessMatchQueue(MatchOptions options, TimeProvider time, int maxLookedAt)
    {
        _options = options;
        _time = time;
        _maxLookedAt = maxLookedAt;
        _recent = new RecentPartners(options, MaxRemembered);
    }

    public ValueTask<SearchResult> EnterAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var now = _time.Elapsed();
            var entering = new WaitingTicket(ticket, ++_number);
            var index = IndexOf(ticket);
            index.Resolve(entering);
            var found = Search(index, entering, now);
            if (found.Claim is null)
            {
                _waiting.Add(ticket.Id, entering);
                index.Add(entering, now);
            }
            else
            {
                index.Release(entering); // it was never put into a list, which is most of the work
            }

            return new(found);
        }
    }

    public ValueTask<SearchResult> SearchAsync(TicketId ticket, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(ticket, out var waiting))
                return new(new SearchResult(null, IsComplete: true));
            var found = Search(IndexOf(waiting.Ticket), waiting, _time.Elapsed());
            if (found.Claim is not null)
                Remove(waiting);
            return new(found);
        }
    }

    public ValueTask<bool> LeaveAsync(TicketId ticket, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(ticket, out var waiting))
                return new(false);
            Remove(waiting);
            return new(true);
        }
    }

    public ValueTask RememberAsync(MatchParty one, MatchParty other, CancellationToken cancellationToken)
    {
        lock (_gate)
            _recent.Add(one, other, _time.Elapsed());
        return ValueTask.CompletedTask;
    }

    public ValueTask<WaitingPicture?> ExplainAsync(TicketId ticket, CancellationToken cancellationToken)
    {
        Ticket asking;
        List<Ticket> others;
        int waiting;
        lock (_gate)
        {
            if (!_waiting.TryGetValue(ticket, out var found))
                return new((WaitingPicture?)null);
            (asking, waiting) = (found.Ticket, _waiting.Count);
            others = Sample(found);
        }

        return new(WaitingPictures.Of(asking, waiting, others, AreRecent, _time.Elapsed(), _options));
    }

    public ValueTask<int> CountAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return new(_waiting.Count);
    }

    /// <summary>Finds a partner and takes it out; the ticket itself is the caller's to take out.</summary>
    private SearchResult Search(WaitingIndex index, WaitingTicket searching, TimeSpan now)
    {
        var ticket = searching.Ticket;
        var change = ticket.Preferences.NextChange(now - ticket.Since, _options);
        var before = searching.Progress is { } progress && progress.Change == change && progress.Recent is null or { IsWaiting: true } ? progress : null;
        searching.Progress = null;

        var recent = before?.Recent;
        var last = before?.After ?? Place.BeforeAll;
        var walk = index.MayFit(searching, last, now);
        for (var lookedAt = 0; walk.Next() is { } other; lookedAt++)
        {
            if (lookedAt == _maxLookedAt)
            {
                searching.Progress = new SearchProgress(change, last, recent);
                return new SearchResult(null, IsComplete: false);
            }

            last = other.Place;
            if (MatchRules.Between(ticket, other.Ticket, areRecent: false, now, _options) is not null)
                continue;
            if (!_recent.Contains(ticket.Party, other.Ticket.Party, now))
                return Claim(searching, other);
            if (recent is null && MatchRules.Between(ticket, other.Ticket, areRecent: true, now, _options) is null)
                recent = other;
        }

        return recent is null ? new SearchResult(null, IsComplete: true) : Claim(searching, recent);
    }

    private SearchResult Claim(WaitingTicket one, WaitingTicket other)
    {
        Remove(other);
        return new SearchResult(one.Place.IsBefore(other.Place) ? new MatchClaim(one.Ticket, other.Ticket) : new MatchClaim(other.Ticket, one.Ticket), IsComplete: true);
    }

    private void Remove(WaitingTicket waiting)
    {
        _waiting.Remove(waiting.Ticket.Id);
        IndexOf(waiting.Ticket).Remove(waiting);
    }

    /// <summary>Some of the others, evenly from all ages and modes.</summary>
    private List<Ticket> Sample(WaitingTicket asking)
    {
        var others = new List<Ticket>(Math.Min(_waiting.Count, MaxExplained));
        foreach (var index in _modes.Values)
        {
            var all = index.All;
            var share = Math.Max(1, (int)((long)MaxExplained * all.Count / Math.Max(1, _waiting.Count)));
            var (first, slots) = (all.Seek(Place.BeforeAll), all.End);
            var step = Math.Max(1.0, (double)(slots - first) / share);
            for (var slot = (double)first; slot < slots; slot += step)
            {
                if (all.At((int)slot) is { } other && other != asking)
                    others.Add(other.Ticket);
            }
        }

        return others;
    }

    private bool AreRecent(Ticket one, Ticket other)
    {
        lock (_gate)
            return _recent.Contains(one.Party, other.Party, _time.Elapsed());
    }

    private WaitingIndex IndexOf(Ticket ticket)
    {
        if (!_modes.TryGetValue(ticket.Preferences.Mode, out var index))
            _modes.Add(ticket.Preferences.Mode, index = new WaitingIndex(_options));
        return index;
    }
}
