using Parlance.Core.Matchmaking;

namespace Parlance.Cluster.InProcess.Matching;

/// <summary>What preferences come down to for the index: values that fulfil a wish, and values wished for. Ages are taken five years together; the rules look at them closely.</summary>
internal static class Traits
{
    private const int BandYears = 5;
    private static readonly string[] Bands = [.. Enumerable.Range(0, PreferenceRules.MaxAge / BandYears + 1).Select(band => $"{band * BandYears}")];

    /// <summary>Whether who wishes for a value has it, too.</summary>
    public static bool IsMutual(MatchRule wish) => wish is MatchRule.Interests or MatchRule.Language;

    public static IReadOnlyList<string> OfferedBy(MatchPreferences preferences, MatchRule wish) => wish switch
    {
        MatchRule.Interests => preferences.Interests,
        MatchRule.Country => preferences.Country is { } country ? [country] : [],
        MatchRule.Language => preferences.Languages,
        MatchRule.Age => preferences.Age is { } age ? [Bands[BandOf(age)]] : [],
        _ => [],
    };

    public static IReadOnlyList<string> WantedBy(MatchPreferences preferences, MatchRule wish) => wish switch
    {
        MatchRule.Interests => preferences.Interests,
        MatchRule.Country => preferences.Countries,
        MatchRule.Language => preferences.Languages,
        MatchRule.Age when preferences.Has(MatchRule.Age) && BandOf(preferences.MinAge ?? 0) is var first && BandOf(preferences.MaxAge ?? int.MaxValue) is var last =>
            first <= last ? Bands[first..(last + 1)] : [],
        _ => [],
    };

    private static int BandOf(int age) => Math.Clamp(age / BandYears, 0, Bands.Length - 1);
}
