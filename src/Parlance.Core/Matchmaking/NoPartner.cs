using System.Globalization;

namespace Parlance.Core.Matchmaking;

/// <summary>Says why somebody found nobody.</summary>
public static class NoPartner
{
    /// <returns>How long they waited, how many waited, and which rule kept how many away; the remedy names the wish to loosen.</returns>
    public static Refusal Because(TimeSpan waited, WaitingPicture picture)
    {
        var seconds = Math.Floor(waited.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var others = picture.Waiting - 1;
        if (others <= 0)
            return new Refusal(RefusalCode.NoPartner, $"Nobody else waited when a search ended after {seconds} s.", "Come back when more people look for a partner.");

        var kept = picture.Excluded.OrderByDescending(rule => rule.Value).ThenBy(rule => rule.Key).Select(rule => $"{rule.Value} by {Named(rule.Key)}");
        var counted = picture.LookedAt < others ? $"{others} others waited; of {picture.LookedAt} looked at" : $"{others} others waited";
        return new Refusal(RefusalCode.NoPartner, $"A search ended after {seconds} s without a partner: {counted}, kept away {string.Join(", ", kept)}.", Remedy(picture));
    }

    private static string Remedy(WaitingPicture picture)
    {
        if (picture.ByMyWishes.Count > 0)
            return $"Ask for less, or nothing, in {Field(picture.ByMyWishes.MaxBy(wish => wish.Value).Key)}.";
        return picture.ByTheirWishes > 0
            ? "Tell more about yourself in `languages`, `country`, `interests` and `age`: others look for that."
            : "Come back when more people look for a partner.";
    }

    private static string Field(MatchRule wish) => wish switch
    {
        MatchRule.Interests => "`interests`",
        MatchRule.Country => "`countries`",
        MatchRule.Language => "`languages`",
        _ => "`min_age` and `max_age`",
    };

    private static string Named(MatchRule rule) => rule switch
    {
        MatchRule.SameAccount => "being the same account",
        MatchRule.SameDevice => "being on the same device",
        MatchRule.Blocked => "blocks",
        MatchRule.Mode => "the mode, text or video",
        MatchRule.Minor => "the rule for those under 18",
        MatchRule.Recent => "having just met",
        MatchRule.Interests => "wishes for a shared interest",
        MatchRule.Country => "wishes for a country",
        MatchRule.Language => "wishes for a shared language",
        _ => "wishes for an age",
    };
}
