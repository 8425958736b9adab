using System.Globalization;
using System.Text.Json;
using Parlance.Core.Accounts;
using Parlance.Dialects.FortiFun.Wire;

namespace Parlance.Dialects.FortiFun;

/// <summary>What people say about themselves (<see cref="PersonalDetails"/>), read from the texts in which it is kept.</summary>
internal static class PersonalValues
{
    private const double EarthKm = 6371;

    public static string Text(User user, string name) => user.Personal.GetValueOrDefault(name, "");

    public static double? Number(User user, string name) =>
        double.TryParse(user.Personal.GetValueOrDefault(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    public static string Of(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    public static IReadOnlyList<string> Interests(User user) => Read(user, "interests", FortiFunJson.Default.StringArray) ?? [];

    public static string Of(IReadOnlyList<string> interests) => interests.Count == 0 ? "" : JsonSerializer.Serialize([.. interests], FortiFunJson.Default.StringArray);

    public static WirePreferences Preferences(User user) => Read(user, "preferences", FortiFunJson.Default.WirePreferences) ?? WirePreferences.Unset;

    public static string Of(WirePreferences preferences) => JsonSerializer.Serialize(preferences, FortiFunJson.Default.WirePreferences);

    /// <returns>Whole years; null when the date of birth is not known.</returns>
    public static int? Age(User user, DateTimeOffset now)
    {
        if (!DateOnly.TryParseExact(user.Personal.GetValueOrDefault("date_of_birth"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born))
            return null;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var years = today.Year - born.Year;
        return born.AddYears(years) > today ? years - 1 : years;
    }

    /// <returns>Kilometres over the ground; null when one of the two does not say where they are.</returns>
    public static double? Distance(User one, User other)
    {
        if (Number(one, "latitude") is not { } lat1 || Number(one, "longitude") is not { } lon1 || Number(other, "latitude") is not { } lat2 || Number(other, "longitude") is not { } lon2)
            return null;
        var (phi1, phi2) = (double.DegreesToRadians(lat1), double.DegreesToRadians(lat2));
        var (dPhi, dLambda) = (phi2 - phi1, double.DegreesToRadians(lon2 - lon1));
        var a = Math.Pow(Math.Sin(dPhi / 2), 2) + Math.Cos(phi1) * Math.Cos(phi2) * Math.Pow(Math.Sin(dLambda / 2), 2);
        return Math.Round(2 * EarthKm * Math.Asin(Math.Min(1, Math.Sqrt(a))), 1);
    }

    private static T? Read<T>(User user, string name, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        if (user.Personal.GetValueOrDefault(name) is not { Length: > 0 } text)
            return null;
        try
        {
            return JsonSerializer.Deserialize(text, type);
        }
        catch (JsonException)
        {
            return null; // not from here
        }
    }
}
