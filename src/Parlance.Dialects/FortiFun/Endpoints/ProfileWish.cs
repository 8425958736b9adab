using System.Text.RegularExpressions;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Interests;
using Parlance.Dialects.Django;

namespace Parlance.Dialects.FortiFun.Endpoints;

/// <summary>What somebody wants their profile to be.</summary>
internal static partial class ProfileWish
{
    private static readonly DateOnly Oldest = new(1900, 1, 1);

    /// <summary>Absent fields stay, null and blank ones are cleared, but for username and e-mail, which are needed. What is wrong stands in <see cref="DjangoBody.Refused"/>.</summary>
    public static ProfileChange Read(DjangoBody body, User before, DateTimeOffset now)
    {
        var personal = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in (ReadOnlySpan<string>)["first_name", "last_name", "location", "phone_number"])
        {
            if (body.Has(name))
                personal[name] = body.Text(name, PersonalDetails.MaxLengths[name]) ?? "";
        }

        if (personal.GetValueOrDefault("phone_number") is { Length: > 0 } phone && !Phone().IsMatch(phone))
            body.Refuse("phone_number", "Saisissez un numéro de téléphone valide.");
        if (body.Has("date_of_birth"))
            personal["date_of_birth"] = Birth(body, now);
        Place(body, "latitude", 90, personal);
        Place(body, "longitude", 180, personal);
        if (body.Has("interests"))
            personal["interests"] = PersonalValues.Of(Interests(body));

        return new ProfileChange
        {
            Username = body.Has("username") ? body.Username() : null,
            UsernameRule = UsernameRule.Django,
            Email = body.Has("email") ? body.RequiredText("email") : null,
            Bio = body.Has("bio") ? body.Text("bio", AccountRules.MaxBio) ?? "" : null,
            DisplayName = NameOf(personal, before),
            Personal = personal,
        };
    }

    /// <summary>Those who are called by their names elsewhere are called by the new ones.</summary>
    private static string? NameOf(Dictionary<string, string> personal, User before)
    {
        if (!personal.ContainsKey("first_name") && !personal.ContainsKey("last_name"))
            return null;
        return NewAccount.DisplayNameOf(
            personal.GetValueOrDefault("first_name") ?? PersonalValues.Text(before, "first_name"), personal.GetValueOrDefault("last_name") ?? PersonalValues.Text(before, "last_name"));
    }

    private static string Birth(DjangoBody body, DateTimeOffset now)
    {
        if (body.Date("date_of_birth") is not { } date)
            return "";
        if (date < Oldest || date > DateOnly.FromDateTime(now.UtcDateTime))
            body.Refuse("date_of_birth", "Saisissez une date de naissance valide.");
        return date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void Place(DjangoBody body, string name, double limit, Dictionary<string, string> personal)
    {
        if (body.Has(name))
            personal[name] = body.Number(name, -limit, limit) is { } degrees ? PersonalValues.Of(degrees) : "";
    }

    private static string[] Interests(DjangoBody body)
    {
        string[] names = [.. (body.Texts("interests") ?? []).Select(name => name.Trim()).Where(name => name.Length > 0).DistinctBy(name => name.ToLowerInvariant(), StringComparer.Ordinal)];
        if (names.Length > InterestCatalog.MaxEach)
            body.Refuse("interests", $"Pas plus de {InterestCatalog.MaxEach} centres d'intérêt.");
        if (names.Any(name => name.Length > InterestCatalog.MaxName || !TextRules.IsClean(name) || !TextRules.HasVisible(name)))
            body.Refuse("interests", $"Un centre d'intérêt a au plus {InterestCatalog.MaxName} caractères.");
        return names;
    }

    [GeneratedRegex(@"^\+?[0-9][0-9 ().\-]{3,}$")]
    private static partial Regex Phone();
}
