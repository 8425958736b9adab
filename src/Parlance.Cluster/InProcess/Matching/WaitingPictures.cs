using Parlance.Core.Matchmaking;

namespace Parlance.Cluster.InProcess.Matching;

/// <summary>Counts what keeps a ticket from others.</summary>
internal static class WaitingPictures
{
    /// <param name="areRecent">Asked only of those whom nothing else keeps apart.</param>
    public static WaitingPicture Of(Ticket ticket, int waiting, List<Ticket> others, Func<Ticket, Ticket, bool> areRecent, TimeSpan now, MatchOptions options)
    {
        var byTheirWishes = 0;
        Dictionary<MatchRule, int> excluded = [], byMine = [];
        foreach (var other in others)
        {
            var rule = MatchRules.Between(ticket, other, areRecent: false, now, options);
            if (rule is null && areRecent(ticket, other))
                rule = MatchRules.Between(ticket, other, areRecent: true, now, options);
            if (rule is not { } reason)
                continue;
            excluded[reason] = excluded.GetValueOrDefault(reason) + 1;

            var isMine = false;
            foreach (var wish in MatchSchedule.Wishes)
            {
                if (MatchRules.Satisfies(ticket.Preferences, other.Preferences, wish, now - ticket.Since, options))
                    continue;
                byMine[wish] = byMine.GetValueOrDefault(wish) + 1;
                isMine = true;
            }

            if (!isMine && MatchSchedule.Wishes.Contains(reason))
                byTheirWishes++;
        }

        return new WaitingPicture(waiting, others.Count, excluded, byMine, byTheirWishes);
    }
}
