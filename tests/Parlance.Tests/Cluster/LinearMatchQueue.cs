using Parlance.Core;
using Parlance.Core.Matchmaking;

namespace Parlance.Tests.Cluster;

/// <summary>What a queue does, said as simply as it can be: everybody is asked about everybody. The model that real ones are held against.</summary>
public sealed class LinearMatchQueue(MatchOptions options, TimeProvider time)
{
    private readonly List<Ticket> _waiting = [];
    private readonly RecentPartners _recent = new(options, 1_000);

    public IReadOnlyList<Ticket> Waiting => _waiting;

    public MatchClaim? Enter(Ticket ticket)
    {
        // Behind those who are as old or older.
        var at = _waiting.FindLastIndex(other => other.Since <= ticket.Since) + 1;
        _waiting.Insert(at, ticket);
        return Search(ticket.Id);
    }

    public MatchClaim? Search(TicketId id)
    {
        if (_waiting.Find(ticket => ticket.Id == id) is not { } searching)
            return null;
        var now = time.Elapsed();
        var fitting = _waiting.Where(other => other != searching && MatchRules.Between(searching, other, AreRecent(searching, other, now), now, options) is null).ToList();
        var partner = fitting.Find(other => !AreRecent(searching, other, now)) ?? fitting.FirstOrDefault();
        if (partner is null)
            return null;
        var claim = _waiting.IndexOf(partner) < _waiting.IndexOf(searching) ? new MatchClaim(partner, searching) : new MatchClaim(searching, partner);
        _waiting.Remove(partner);
        _waiting.Remove(searching);
        return claim;
    }

    public bool Leave(TicketId id) => _waiting.RemoveAll(ticket => ticket.Id == id) > 0;

    public void Remember(MatchParty one, MatchParty other) => _recent.Add(one, other, time.Elapsed());

    private bool AreRecent(Ticket one, Ticket other, TimeSpan now) => _recent.Contains(one.Party, other.Party, now);
}
