namespace Parlance.Core.Matchmaking;

/// <summary>What preferences may look like.</summary>
public static class PreferenceRules
{
    public const int MaxLanguages = 5;
    public const int MaxCountries = 20;
    public const int MaxInterests = 10;
    public const int MaxInterestLength = 40;
    public const int MaxDeviceLength = 128;
    public const int MinAge = 13;
    public const int MaxAge = 120;

    /// <returns>Trimmed and folded, each value once; or `invalid` with the field: `languages`, `country`, `countries`, `interests`, `age`, `min_age`, `max_age`.</returns>
    public static Outcome<MatchPreferences> Normalize(MatchPreferences given)
    {
        if (List(given.Languages, "languages", MaxLanguages, text => IsLetters(text, 2, 3) ? text.ToLowerInvariant() : null, "language codes such as `es`") is var languages && languages.Refusal is { } bad)
            return bad;
        if (List(given.Countries, "countries", MaxCountries, Country, "country codes such as `ES`") is var countries && countries.Refusal is { } badCountries)
            return badCountries;
        if (List(given.Interests, "interests", MaxInterests, Interest, $"texts of 1 to {MaxInterestLength} characters") is var interests && interests.Refusal is { } badInterests)
            return badInterests;
        if (given.Country is { } own && Country(own.Trim()) is null)
            return Refusal.Invalid("country", "`country` must be a country code such as `ES`.");
        foreach (var (age, field) in new[] { (given.Age, "age"), (given.MinAge, "min_age"), (given.MaxAge, "max_age") })
        {
            if (age is < MinAge or > MaxAge)
                return Refusal.Invalid(field, $"`{field}` must be {MinAge} to {MaxAge}.");
        }

        if (given.MinAge > given.MaxAge)
            return Refusal.Invalid("max_age", "`max_age` must not be below `min_age`.");
        return given with { Languages = languages.Value, Countries = countries.Value, Interests = interests.Value, Country = given.Country?.Trim().ToUpperInvariant() };
    }

    /// <returns>Null when the device key can be one.</returns>
    public static Refusal? Device(string? device) =>
        device is null || (device.Length is > 0 and <= MaxDeviceLength && TextRules.IsClean(device))
            ? null
            : Refusal.Invalid("device", $"`device` must be 1 to {MaxDeviceLength} characters, none of them a control character.");

    private static Outcome<string[]> List(IReadOnlyList<string> given, string field, int max, Func<string, string?> normalize, string what)
    {
        if (given.Count > max)
            return Refusal.Invalid(field, $"`{field}` holds at most {max}.");
        var normal = new List<string>(given.Count);
        foreach (var text in given)
        {
            if (text is null || normalize(text.Trim()) is not { } value)
                return Refusal.Invalid(field, $"`{field}` must be a list of {what}.");
            if (!normal.Contains(value))
                normal.Add(value);
        }

        return normal.ToArray();
    }

    private static string? Country(string text) => IsLetters(text, 2, 2) ? text.ToUpperInvariant() : null;

    private static string? Interest(string text) =>
        text.Length is > 0 and <= MaxInterestLength && TextRules.IsClean(text) && TextRules.HasVisible(text) ? Search.Folding.Fold(text) : null;

    private static bool IsLetters(string text, int min, int max) => text.Length >= min && text.Length <= max && text.All(char.IsAsciiLetter);
}
