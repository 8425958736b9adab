namespace Parlance.Core.Matchmaking;

/// <summary>Who may meet whom. Pure: the queue asks here and nowhere else.</summary>
public static class MatchRules
{
    public const int AdultAge = 18;

    /// <summary>The first rule that keeps two tickets apart now; null when they may meet. The same whichever of the two comes first.</summary>
    /// <param name="areRecent">They are among each other's recent partners.</param>
    public static MatchRule? Between(Ticket one, Ticket other, bool areRecent, TimeSpan now, MatchOptions options)
    {
        if (Lasting(one, other) is { } lasting)
            return lasting;
        var (oneWaited, otherWaited) = (now - one.Since, now - other.Since);
        foreach (var wish in MatchSchedule.Wishes)
        {
            if (!Satisfies(one.Preferences, other.Preferences, wish, oneWaited, options) || !Satisfies(other.Preferences, one.Preferences, wish, otherWaited, options))
                return wish;
        }

        var patience = options.InsistedOnFor(MatchRule.Recent);
        return areRecent && oneWaited < patience && otherWaited < patience ? MatchRule.Recent : null;
    }

    /// <summary>The rules that no waiting changes.</summary>
    public static MatchRule? Lasting(Ticket one, Ticket other)
    {
        if (one.Seeker == other.Seeker || (one.Party.User is { } user && user == other.Party.User) || one.Party.Key == other.Party.Key)
            return MatchRule.SameAccount;
        if (one.Party.Device is { } device && device == other.Party.Device)
            return MatchRule.SameDevice;
        if ((other.Party.User is { } theirs && one.Blocked.Contains(theirs)) || (one.Party.User is { } mine && other.Blocked.Contains(mine)))
            return MatchRule.Blocked;
        if (one.Preferences.Mode != other.Preferences.Mode)
            return MatchRule.Mode;
        return one.Preferences.Age is { } a && other.Preferences.Age is { } b && a < AdultAge != b < AdultAge ? MatchRule.Minor : null;
    }

    /// <summary>Whether a partner is what somebody who has waited for a time still wishes for. Who does not say what they are is not what is wished for.</summary>
    public static bool Satisfies(MatchPreferences wishing, MatchPreferences partner, MatchRule wish, TimeSpan waited, MatchOptions options) =>
        !wishing.Insists(wish, waited, options) || wish switch
        {
            MatchRule.Interests => Share(wishing.Interests, partner.Interests),
            MatchRule.Country => partner.Country is { } country && wishing.Countries.Contains(country),
            MatchRule.Language => Share(wishing.Languages, partner.Languages),
            MatchRule.Age => partner.Age is { } age && age >= (wishing.MinAge ?? 0) && age <= (wishing.MaxAge ?? int.MaxValue),
            _ => true,
        };

    private static bool Share(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        // By index, because this runs for every ticket a search looks at, and enumerators of interfaces are objects.
        for (var i = 0; i < one.Count; i++)
        {
            for (var j = 0; j < other.Count; j++)
            {
                if (one[i] == other[j])
                    return true;
            }
        }

        return false;
    }
}
