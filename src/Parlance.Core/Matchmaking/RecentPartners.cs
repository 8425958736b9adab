namespace Parlance.Core.Matchmaking;

/// <summary>Who was with whom lately. Not safe for concurrent use: its owner holds a lock.</summary>
/// <param name="maxPeople">Of more, those who were not in a match for longest are forgotten.</param>
public sealed class RecentPartners(MatchOptions options, int maxPeople)
{
    // A partner is kept whole: one that has an account and a device takes one of the places, not two.
    private readonly AgingMap<string, List<(string[] Partner, TimeSpan At)>> _partners = new(maxPeople);

    public void Add(MatchParty one, MatchParty other, TimeSpan now)
    {
        if (options.RecentPartners == 0)
            return;
        string[] mine = [.. one.Identities], theirs = [.. other.Identities];
        Add(mine, theirs, now);
        Add(theirs, mine, now);
    }

    /// <summary>Whether either is among the other's recent partners: one of them may have met many since.</summary>
    public bool Contains(MatchParty one, MatchParty other, TimeSpan now) => Has(one, other, now) || Has(other, one, now);

    private bool Has(MatchParty one, MatchParty other, TimeSpan now)
    {
        foreach (var identity in one.Identities)
        {
            if (!_partners.TryGet(identity, out var partners))
                continue;
            foreach (var (partner, at) in partners)
            {
                if (now - at < options.RecentFor && other.Identities.Any(partner.Contains))
                    return true;
            }
        }

        return false;
    }

    private void Add(string[] mine, string[] theirs, TimeSpan now)
    {
        foreach (var identity in mine)
        {
            if (!_partners.TryGet(identity, out var partners))
                partners = [];
            partners.RemoveAll(met => met.Partner.Any(theirs.Contains));
            if (partners.Count >= options.RecentPartners)
                partners.RemoveAt(0);
            partners.Add((theirs, now));
            _partners.Set(identity, partners);
        }
    }
}
