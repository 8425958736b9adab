using System.Runtime.InteropServices;

namespace Parlance.Cluster.InProcess.Matching;

/// <summary>Walks several lists as one, the oldest ticket first and each once. Used again for every walk; the lists must not change during one.</summary>
internal sealed class OldestFirst
{
    private readonly List<(AgeList List, int Slot, WaitingTicket Ticket)> _cursors = [];
    private WaitingTicket? _last;

    public void Begin()
    {
        _cursors.Clear();
        _last = null;
    }

    /// <param name="after">Only those behind this place.</param>
    public void Add(AgeList? list, Place after)
    {
        if (list is null || list.Count == 0)
            return;
        var slot = list.Seek(after);
        if (Find(list, ref slot) is { } ticket)
            _cursors.Add((list, slot, ticket));
    }

    public WaitingTicket? Next()
    {
        while (_cursors.Count > 0)
        {
            // A walk has few lists, so looking at each is quicker than keeping them in order.
            var cursors = CollectionsMarshal.AsSpan(_cursors);
            var oldest = 0;
            for (var i = 1; i < cursors.Length; i++)
            {
                if (cursors[i].Ticket.Place.IsBefore(cursors[oldest].Ticket.Place))
                    oldest = i;
            }

            ref var cursor = ref cursors[oldest];
            var ticket = cursor.Ticket;
            cursor.Slot++;
            if (Find(cursor.List, ref cursor.Slot) is { } next)
                cursor.Ticket = next;
            else
                _cursors.RemoveAt(oldest);

            if (ticket == _last)
                continue; // the same one from another list
            return _last = ticket;
        }

        return null;
    }

    private static WaitingTicket? Find(AgeList list, ref int slot)
    {
        for (; slot < list.End; slot++)
        {
            if (list.At(slot) is { } ticket)
                return ticket;
        }

        return null;
    }
}
