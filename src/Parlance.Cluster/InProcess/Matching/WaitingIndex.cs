using Parlance.Core.Matchmaking;

namespace Parlance.Cluster.InProcess.Matching;

/// <summary>The waiting tickets of one mode, so arranged that a search looks only at those who may fit. Guarded by the queue's lock.</summary>
/// <remarks>
/// Whoever fits a ticket is in each of these sets, and the smallest is walked:
/// <list type="bullet">
/// <item>for every wish it insists on, those who have one of the things wished for (<see cref="Trait.Had"/>);</item>
/// <item>those who want one of the things it has (<see cref="Trait.Wanted"/>), and those who insist on nothing, the easy ones.</item>
/// </list>
/// A ticket that insists on several wishes is listed under the one that fewest can fulfil, and moves on when that is given up. The lists of each stage of the
/// schedule are apart: so tickets come to every list in order of age.
/// </remarks>
internal sealed class WaitingIndex
{
    private static readonly int Wishes = MatchSchedule.Wishes.Length;

    private readonly MatchOptions _options;
    private readonly TimeSpan[] _insistedOn;
    private readonly Dictionary<string, Trait>[] _traits;
    private readonly AgeList[] _easy;
    private readonly AgeList[][] _insisting; // by primary wish and stage: the first of each gives up first
    private readonly OldestFirst _walk = new();
    private TimeSpan _nextMove = TimeSpan.MaxValue;

    public WaitingIndex(MatchOptions options)
    {
        _options = options;
        _insistedOn = [.. MatchSchedule.Wishes.Select(options.InsistedOnFor)];
        _traits = [.. MatchSchedule.Wishes.Select(_ => new Dictionary<string, Trait>())];
        _easy = NewLists();
        _insisting = [.. MatchSchedule.Wishes.Select(_ => NewLists())];

        AgeList[] NewLists() => [.. Enumerable.Range(0, Wishes + 1).Select(stage => new AgeList(stage))];
    }

    /// <summary>All of them.</summary>
    public AgeList All { get; } = new();

    /// <summary>Finds out what a ticket has and wants; <see cref="Release"/> undoes it. It is not in the index yet.</summary>
    public void Resolve(WaitingTicket ticket)
    {
        var preferences = ticket.Ticket.Preferences;
        for (var wish = 0; wish < Wishes; wish++)
        {
            var rule = MatchSchedule.Wishes[wish];
            ticket.Offers[wish] = Hold(wish, Traits.OfferedBy(preferences, rule));
            ticket.Wants[wish] = Traits.IsMutual(rule) ? ticket.Offers[wish] : Hold(wish, Traits.WantedBy(preferences, rule));
        }
    }

    public void Release(WaitingTicket ticket)
    {
        for (var wish = 0; wish < Wishes; wish++)
        {
            LetGo(ticket.Offers[wish]);
            if (ticket.Wants[wish] != ticket.Offers[wish])
                LetGo(ticket.Wants[wish]);
        }
    }

    public void Add(WaitingTicket ticket, TimeSpan now)
    {
        All.Add(ticket);
        foreach (var traits in ticket.Offers)
        {
            foreach (var trait in traits)
                trait.Had.Add(ticket);
        }

        Put(ticket, now);
    }

    /// <summary>Takes a ticket out that was added, for good.</summary>
    public void Remove(WaitingTicket ticket)
    {
        ticket.IsWaiting = false;
        All.Dropped();
        foreach (var traits in ticket.Offers)
        {
            foreach (var trait in traits)
                trait.Had.Dropped();
        }

        Dropped(ticket, ticket.Primary, ticket.Stage);
        Release(ticket);
    }

    /// <summary>Those who may fit a ticket, the oldest first and each once; perhaps the ticket itself among them. Ends with the next call.</summary>
    public OldestFirst MayFit(WaitingTicket ticket, Place after, TimeSpan now)
    {
        MoveOn(now);
        var smallest = SmallestWish(ticket, now - ticket.Ticket.Since, out var count);
        _walk.Begin();
        if (smallest >= 0 && count <= CountWanting(ticket))
        {
            foreach (var trait in ticket.Wants[smallest])
                _walk.Add(trait.Had, after);
            return _walk;
        }

        foreach (var easy in _easy)
            _walk.Add(easy, after);
        foreach (var traits in ticket.Offers)
        {
            foreach (var trait in traits)
            {
                foreach (var wanted in trait.Wanted)
                    _walk.Add(wanted, after);
            }
        }

        return _walk;
    }

    /// <summary>Lists anew whoever has given up the wish they were listed under.</summary>
    private void MoveOn(TimeSpan now)
    {
        if (now < _nextMove)
            return;
        _nextMove = TimeSpan.MaxValue;
        for (var wish = 0; wish < Wishes; wish++)
        {
            foreach (var list in _insisting[wish])
            {
                while (list.First is { } ticket)
                {
                    var due = ticket.Ticket.Since + _insistedOn[wish];
                    if (due > now)
                    {
                        _nextMove = due < _nextMove ? due : _nextMove;
                        break;
                    }

                    var stage = ticket.Stage;
                    Put(ticket, now);
                    Dropped(ticket, wish, stage);
                }
            }
        }
    }

    private void Put(WaitingTicket ticket, TimeSpan now)
    {
        var waited = now - ticket.Ticket.Since;
        ticket.Stage = _insistedOn.Count(time => time <= waited);
        ticket.Primary = SmallestWish(ticket, waited, out _);
        if (ticket.Primary < 0)
        {
            _easy[ticket.Stage].Add(ticket);
            return;
        }

        foreach (var trait in ticket.Wants[ticket.Primary])
            trait.WantedAt(ticket.Stage).Add(ticket);
        _insisting[ticket.Primary][ticket.Stage].Add(ticket);
        var due = ticket.Ticket.Since + _insistedOn[ticket.Primary];
        _nextMove = due < _nextMove ? due : _nextMove;
    }

    private void Dropped(WaitingTicket ticket, int primary, int stage)
    {
        if (primary < 0)
        {
            _easy[stage].Dropped();
            return;
        }

        foreach (var trait in ticket.Wants[primary])
            trait.WantedAt(stage).Dropped();
        _insisting[primary][stage].Dropped();
    }

    /// <summary>The wish still insisted on that fewest can fulfil; -1 for nothing insisted on.</summary>
    private int SmallestWish(WaitingTicket ticket, TimeSpan waited, out int count)
    {
        var smallest = -1;
        count = int.MaxValue;
        for (var wish = 0; wish < Wishes; wish++)
        {
            if (!ticket.Ticket.Preferences.Insists(MatchSchedule.Wishes[wish], waited, _options))
                continue;
            var having = 0;
            foreach (var trait in ticket.Wants[wish])
                having += trait.Had.Count;
            if (having < count || (having == count && _insistedOn[wish] > _insistedOn[smallest]))
                (smallest, count) = (wish, having);
        }

        return smallest;
    }

    private int CountWanting(WaitingTicket ticket)
    {
        var count = 0;
        foreach (var easy in _easy)
            count += easy.Count;
        foreach (var traits in ticket.Offers)
        {
            foreach (var trait in traits)
            {
                foreach (var wanted in trait.Wanted)
                    count += wanted?.Count ?? 0;
            }
        }

        return count;
    }

    private Trait[] Hold(int wish, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return [];
        var held = new Trait[values.Count];
        for (var i = 0; i < held.Length; i++)
        {
            if (!_traits[wish].TryGetValue(values[i], out var trait))
                _traits[wish].Add(values[i], trait = new Trait(wish, values[i], Wishes + 1));
            trait.References++;
            held[i] = trait;
        }

        return held;
    }

    private void LetGo(Trait[] held)
    {
        foreach (var trait in held)
        {
            if (--trait.References == 0)
                _traits[trait.Wish].Remove(trait.Value);
        }
    }
}
