using Parlance.Core;
using Parlance.Core.Matchmaking;

namespace Parlance.Bench.Matching;

/// <summary>The queue as one would write it first: whoever comes is held against everybody who waits, the oldest first. The yardstick.</summary>
internal sealed class LinearQueue(MatchOptions options, TimeProvider time)
{
    private readonly LinkedList<Ticket> _waiting = [];

    public bool Enter(Ticket ticket)
    {
        var now = time.Elapsed();
        for (var node = _waiting.First; node is not null; node = node.Next)
        {
            if (MatchRules.Between(ticket, node.Value, areRecent: false, now, options) is not null)
                continue;
            _waiting.Remove(node);
            return true;
        }

        _waiting.AddLast(ticket);
        return false;
    }

    /// <summary>Puts a ticket last without a search.</summary>
    public void Put(Ticket ticket) => _waiting.AddLast(ticket);

    public void Leave() => _waiting.RemoveLast();
}
