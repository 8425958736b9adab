using Parlance.Core.Matchmaking;

namespace Parlance.Bench.Matching;

/// <summary>Who comes: most values are rare and a few are common, as they are among people.</summary>
internal sealed class Population(Random random)
{
    public static readonly string[] Groups = ["without wishes", "with ordinary wishes", "asking for what hardly anybody is"];

    private static readonly string[] Languages = [.. Enumerable.Range(0, 30).Select(i => $"{(char)('a' + i / 6)}{(char)('a' + i % 6)}")];
    private static readonly string[] Countries = [.. Enumerable.Range(0, 100).Select(i => $"{(char)('A' + i / 10)}{(char)('A' + i % 10)}")];
    private static readonly string[] Interests = [.. Enumerable.Range(0, 300).Select(i => $"interest {i}")];

    public MatchPreferences Next(int group) => group switch
    {
        0 => MatchPreferences.None,
        1 => Ordinary(),
        _ => Demanding(),
    };

    /// <summary>Young people who look for somebody of fifty, of whom there is one in two thousand.</summary>
    public MatchPreferences Demanding() => Ordinary() with { Age = random.Next(2_000) == 0 ? 55 : random.Next(18, 26), MinAge = 50, MaxAge = null };

    public MatchPreferences Ordinary() => new()
    {
        Languages = Some(Languages, random.Next(3)),
        Country = Chance(0.6) ? Zipf(Countries) : null,
        Countries = Chance(0.15) ? Some(Countries, 1 + random.Next(3)) : [],
        Interests = Chance(0.4) ? Some(Interests, 1 + random.Next(4)) : [],
        Age = Chance(0.6) ? Math.Min(90, 18 + (int)(-Math.Log(1 - random.NextDouble()) * 10)) : null,
        MinAge = Chance(0.1) ? random.Next(18, 30) : null,
        MaxAge = Chance(0.1) ? random.Next(30, 60) : null,
    };

    private bool Chance(double probability) => random.NextDouble() < probability;

    private string[] Some(string[] values, int count) => [.. Enumerable.Range(0, count).Select(_ => Zipf(values)).Distinct()];

    /// <summary>The k-th value comes about 1/k as often as the first.</summary>
    private string Zipf(string[] values) => values[(int)Math.Pow(values.Length, random.NextDouble()) - 1];
}
