namespace Parlance.Core.Matchmaking;

/// <summary>Who was with whom lately. Not safe for concurrent use: its owner holds a lock.</summary>
/// <param name="maxPeople">Of more, those who were not in a match for longest are forgotten.</param>
public sealed class RecentPartners(MatchOptions options, int maxPeople)
{
    private readonly AgingMap<string, List<(string Partner, TimeSpan At)>> _partners = new(maxPeople);

    public void Add(MatchParty one, MatchParty other, TimeSpan now)
    {
        foreach (var mine in one.Identities)
        {
            foreach (var theirs in other.Identities)
            {
                Add(mine, theirs, now);
                Add(theirs, mine, now);
            }
        }
    }

    public bool Contains(MatchParty one, MatchParty other, TimeSpan now)
    {
        foreach (var mine in one.Identities)
        {
            if (!_partners.TryGet(mine, out var partners))
                continue;
            foreach (var (partner, at) in partners)
            {
                if (now - at < options.RecentFor && other.Identities.Contains(partner))
                    return true;
            }
        }

        return false;
    }

    private void Add(string mine, string theirs, TimeSpan now)
    {
        if (options.RecentPartners == 0)
            return;
        if (!_partners.TryGet(mine, out var partners))
            partners = [];
        partners.RemoveAll(p => p.Partner == theirs);
        if (partners.Count >= options.RecentPartners)
            partners.RemoveAt(0);
        partners.Add((theirs, now));
        _partners.Set(mine, partners);
    }
}
