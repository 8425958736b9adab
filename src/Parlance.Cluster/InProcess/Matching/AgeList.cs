namespace Parlance.Cluster.InProcess.Matching;

/// <summary>Tickets in order of age, the oldest first. Adding the youngest and dropping any costs the same however many there are.</summary>
/// <remarks>
/// An array in which what was dropped stays until it outnumbers the rest: so nothing is searched for when a ticket leaves its many lists, a place is
/// found by halving, and a walk passes over at most about as much as it finds. One ticket may be in a list more than once.
/// </remarks>
/// <param name="stage">Only tickets at this stage are in the list; null for all.</param>
internal sealed class AgeList(int? stage = null)
{
    private const int Slack = 16;

    private WaitingTicket[] _slots = [];
    private int _head;
    private int _end;

    /// <summary>Tickets that are still in it.</summary>
    public int Count { get; private set; }

    /// <summary>Slots to walk, from <see cref="Seek"/> to here; some of them are empty.</summary>
    public int End => _end;

    public WaitingTicket? First => Seek(Place.BeforeAll) is var first && first < _end ? _slots[first] : null;

    public void Add(WaitingTicket ticket)
    {
        if (_end == _slots.Length)
            MakeRoom();
        var at = _end == _head || _slots[_end - 1].Place.IsBefore(ticket.Place) ? _end : IndexAfter(ticket.Place);
        if (_head > 0 && at - _head < _end - at)
        {
            Array.Copy(_slots, _head, _slots, _head - 1, at - _head);
            _head--;
            at--;
        }
        else
        {
            Array.Copy(_slots, at, _slots, at + 1, _end - at);
            _end++;
        }

        _slots[at] = ticket;
        Count++;
    }

    /// <summary>One of its tickets is no longer waiting, or at another stage.</summary>
    public void Dropped()
    {
        Count--;
        if (_end - _head > 2 * Count + Slack)
            Compact(_slots);
    }

    /// <summary>The first slot after a place; the slots there may be empty.</summary>
    public int Seek(Place after)
    {
        while (_head < _end && !Holds(_slots[_head]))
            _slots[_head++] = null!;
        return after == Place.BeforeAll ? _head : IndexAfter(after);
    }

    /// <summary>Null for an empty slot.</summary>
    public WaitingTicket? At(int slot) => _slots[slot] is var ticket && Holds(ticket) ? ticket : null;

    private bool Holds(WaitingTicket ticket) => ticket.IsWaiting && (stage is null || ticket.Stage == stage);

    private int IndexAfter(Place place)
    {
        var (low, high) = (_head, _end);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (place.IsBefore(_slots[middle].Place))
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private void MakeRoom() => Compact(2 * Count > _slots.Length ? new WaitingTicket[2 * _slots.Length] : _slots.Length == 0 ? new WaitingTicket[4] : _slots);

    private void Compact(WaitingTicket[] into)
    {
        var kept = 0;
        for (var i = _head; i < _end; i++)
        {
            if (Holds(_slots[i]))
                into[kept++] = _slots[i];
        }

        if (into == _slots)
            Array.Clear(_slots, kept, _end - kept);
        (_slots, _head, _end) = (into, 0, kept);
    }
}
