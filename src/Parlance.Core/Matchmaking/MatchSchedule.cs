using System.Collections.Immutable;

namespace Parlance.Core.Matchmaking;

/// <summary>Which wishes somebody who has waited for a time still insists on.</summary>
public static class MatchSchedule
{
    /// <summary>The wishes in the order in which they are given up by default.</summary>
    public static readonly ImmutableArray<MatchRule> Wishes = [MatchRule.Interests, MatchRule.Country, MatchRule.Language, MatchRule.Age];

    public static TimeSpan InsistedOnFor(this MatchOptions options, MatchRule wish) => wish switch
    {
        MatchRule.Interests => options.InsistOnInterests,
        MatchRule.Country => options.InsistOnCountry,
        MatchRule.Language => options.InsistOnLanguage,
        MatchRule.Age => options.InsistOnAge,
        // Whoever has waited this long met nobody more recently.
        MatchRule.Recent => options.RecentPatience < options.RecentFor ? options.RecentPatience : options.RecentFor,
        _ => TimeSpan.MaxValue,
    };

    public static bool Has(this MatchPreferences preferences, MatchRule wish) => wish switch
    {
        MatchRule.Interests => preferences.Interests.Count > 0,
        MatchRule.Country => preferences.Countries.Count > 0,
        MatchRule.Language => preferences.Languages.Count > 0,
        MatchRule.Age => preferences.MinAge is not null || preferences.MaxAge is not null,
        _ => false,
    };

    public static bool Insists(this MatchPreferences preferences, MatchRule wish, TimeSpan waited, MatchOptions options) =>
        preferences.Has(wish) && waited < options.InsistedOnFor(wish);

    /// <summary>When the next wish is given up, or recent partners begin to do; null when nothing changes any more.</summary>
    /// <param name="waited">So far.</param>
    /// <returns>As a time waited, later than <paramref name="waited"/>.</returns>
    public static TimeSpan? NextChange(this MatchPreferences preferences, TimeSpan waited, MatchOptions options)
    {
        var patience = options.InsistedOnFor(MatchRule.Recent);
        TimeSpan? next = patience > waited ? patience : null;
        foreach (var wish in Wishes)
        {
            if (preferences.Insists(wish, waited, options) && (next is null || options.InsistedOnFor(wish) < next))
                next = options.InsistedOnFor(wish);
        }

        return next;
    }
}
