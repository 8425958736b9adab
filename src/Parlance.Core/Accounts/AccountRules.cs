using System.Text;

namespace Parlance.Core.Accounts;

/// <summary>What names, passwords and profiles may look like. Every method answers null when the value is fine, else a refusal that names <c>field</c>.</summary>
public static class AccountRules
{
    public const int MinUsername = 2;
    public const int MaxUsername = 32;
    public const int MaxDjangoUsername = 150;
    public const int MaxDisplayName = 64;
    public const int MinPassword = 8;
    public const int MaxPassword = 256;
    public const int MaxEmail = 254;
    public const int MaxBio = 2_000;
    public const int MaxAvatarUrl = 2_000;

    public static Refusal? Username(string? value, string field = "username")
    {
        if (string.IsNullOrEmpty(value))
            return Missing(field);

        var length = 0;
        foreach (var rune in value.EnumerateRunes())
        {
            length++;
            if (!Rune.IsLetterOrDigit(rune) && rune.Value is not ('_' or '.' or '-'))
                return Invalid(field, "A username holds only letters, digits, `_`, `.` and `-`.", "Leave out spaces and other signs; the display name may have them.");
        }

        return length is >= MinUsername and <= MaxUsername
            ? null
            : Invalid(field, $"A username has {MinUsername} to {MaxUsername} characters; this one has {length}.", "Choose a name of that length.");
    }

    public static Refusal? Username(string? value, UsernameRule rule) => rule switch
    {
        UsernameRule.Free => FreeUsername(value),
        UsernameRule.Django => DjangoUsername(value),
        _ => Username(value),
    };

    /// <summary>One to 150 letters, digits and `@ . + - _`, without the white space around them. Store it trimmed.</summary>
    public static Refusal? DjangoUsername(string? value, string field = "username")
    {
        if (string.IsNullOrWhiteSpace(value))
            return Missing(field);

        value = value.Trim();
        var length = 0;
        foreach (var rune in value.EnumerateRunes())
        {
            length++;
            if (!Rune.IsLetterOrDigit(rune) && rune.Value is not ('@' or '.' or '+' or '-' or '_'))
                return Invalid(field, "A username holds only letters, digits and `@`, `.`, `+`, `-`, `_`.", "Leave out spaces and other signs.");
        }

        if (!TextRules.HasVisible(value))
            return Invalid(field, "A username needs at least one character that can be seen.", "Choose a name with letters or digits.");
        return length <= MaxDjangoUsername
            ? null
            : Invalid(field, $"A username has at most {MaxDjangoUsername} characters; this one has {length}.", "Choose a shorter name.");
    }

    /// <summary>What somebody is called who chose only a username: that, as far as a display name goes.</summary>
    public static string DisplayNameOf(string username) =>
        string.Concat(username.Trim().EnumerateRunes().Take(MaxDisplayName));

    /// <summary>Judges the name without the white space around it; store it trimmed.</summary>
    public static Refusal? DisplayName(string? value, string field = "display_name")
    {
        if (string.IsNullOrWhiteSpace(value))
            return Missing(field);

        value = value.Trim();
        if (!TextRules.IsClean(value))
            return Invalid(field, "A name holds no control characters, text direction overrides or broken characters.", "Type the name anew instead of pasting it.");
        if (!TextRules.HasVisible(value))
            return Invalid(field, "A name needs at least one character that can be seen.", "Choose a name with letters, digits or signs.");

        var length = value.EnumerateRunes().Count();
        return length <= MaxDisplayName
            ? null
            : Invalid(field, $"A name has at most {MaxDisplayName} characters; this one has {length}.", "Choose a shorter name.");
    }

    /// <summary>For dialects whose people choose any name: as <see cref="DisplayName"/>, but no shorter than other usernames. Store it trimmed.</summary>
    public static Refusal? FreeUsername(string? value, string field = "username") =>
        DisplayName(value, field)
        ?? (value!.Trim().EnumerateRunes().Count() < MinUsername
            ? Invalid(field, $"A username has {MinUsername} to {MaxDisplayName} characters.", "Choose a longer name.")
            : null);

    /// <param name="minLength">The native dialect asks for <see cref="MinPassword"/>; others keep what their users are used to.</param>
    public static Refusal? Password(string? value, int minLength = MinPassword, string field = "password")
    {
        if (string.IsNullOrEmpty(value))
            return Missing(field);
        return value.Length >= minLength && value.Length <= MaxPassword
            ? null
            : Invalid(field, $"A password has {minLength} to {MaxPassword} characters.", value.Length < minLength ? "Choose a longer password; a few words are easier to remember than signs." : "Choose a shorter password.");
    }

    /// <summary>Checks that it could be an address; only a letter sent there could prove it. Null and empty mean none and are fine.</summary>
    public static Refusal? Email(string? value, string field = "email")
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;

        value = value.Trim();
        if (value.Length > MaxEmail)
            return Invalid(field, $"An e-mail address has at most {MaxEmail} characters.", "Give a shorter address, or none.");

        var at = value.LastIndexOf('@');
        var domain = value.AsSpan(at + 1);
        var plausible = at is > 0 and <= 64
            && value.IndexOf('@') == at
            && domain.Contains('.') && domain[0] is not ('.' or '-') && domain[^1] is not ('.' or '-') && !domain.Contains("..", StringComparison.Ordinal)
            && TextRules.IsClean(value)
            && !value.Any(c => char.IsWhiteSpace(c) || c is '<' or '>' or ',' or ';');
        return plausible ? null : Invalid(field, "This does not look like an e-mail address.", "Give it as name@example.com, or leave it out.");
    }

    /// <summary>Line breaks are allowed. Null and empty mean none.</summary>
    public static Refusal? Bio(string? value, string field = "bio")
    {
        if (string.IsNullOrEmpty(value))
            return null;
        if (value.Length > MaxBio)
            return Invalid(field, $"The text about yourself has at most {MaxBio} characters; this one has {value.Length}.", "Shorten it.");
        return TextRules.IsClean(value, allowLines: true)
            ? null
            : Invalid(field, "The text holds control characters, text direction overrides or broken characters.", "Type it anew instead of pasting it.");
    }

    /// <summary>An absolute `http` or `https` URL, or a path of this server that begins with `/media/`. Null and empty mean none.</summary>
    public static Refusal? AvatarUrl(string? value, string field = "avatar_url")
    {
        if (string.IsNullOrEmpty(value))
            return null;
        return value.Length <= MaxAvatarUrl && IsUrl(value) ? null : Invalid(field, $"An avatar is an http or https URL of at most {MaxAvatarUrl} characters, or a path under `/media/`.", "Upload the picture first and give the URL it gets.");
    }

    /// <summary>All four sizes, each as <see cref="AvatarUrl"/>; none may be empty.</summary>
    public static Refusal? Avatars(AvatarSet? set, string field = "avatar_urls")
    {
        if (set is null)
            return null;
        if (new[] { set.Thumbnail, set.Small, set.Medium, set.Large }.Any(string.IsNullOrEmpty))
            return Invalid(field, "An avatar in sizes has all four: `thumbnail`, `small`, `medium` and `large`.", "Give one URL four times if there is only one picture.");
        return AvatarUrl(set.Thumbnail, field) ?? AvatarUrl(set.Small, field) ?? AvatarUrl(set.Medium, field) ?? AvatarUrl(set.Large, field);
    }

    /// <summary>Names and values of <see cref="ProfileDetails"/>; empty values are fine.</summary>
    public static Refusal? Details(IReadOnlyDictionary<string, string> details, string field = "details") =>
        details.Select(detail => Detail(detail.Key, detail.Value, field)).FirstOrDefault(refusal => refusal is not null);

    /// <summary>Names and lengths of <see cref="PersonalDetails"/>; empty values are fine. The field is the name itself.</summary>
    public static Refusal? Personal(IReadOnlyDictionary<string, string> details)
    {
        foreach (var (name, value) in details)
        {
            if (!PersonalDetails.MaxLengths.TryGetValue(name, out var max))
                return Invalid(name, "A profile has no field of such a name.", $"Send only these: {string.Join(", ", PersonalDetails.MaxLengths.Keys.Order(StringComparer.Ordinal))}.");
            if (value.Length > max)
                return Invalid(name, $"`{name}` has at most {max} characters; this one has {value.Length}.", "Shorten it.");
            if (!TextRules.IsClean(value))
                return Invalid(name, $"`{name}` holds control characters, text direction overrides or broken characters.", "Type it anew instead of pasting it.");
        }

        return null;
    }

    public static Refusal Missing(string field) => Invalid(field, $"`{field}` is missing or empty.", $"Send `{field}` as a string that is not empty.");

    private static Refusal? Detail(string name, string value, string field)
    {
        if (!ProfileDetails.MaxLengths.TryGetValue(name, out var max))
            return Invalid(field, "A profile has no detail of such a name.", $"Send only these: {string.Join(", ", ProfileDetails.MaxLengths.Keys.Order(StringComparer.Ordinal))}.");

        field = $"{field}.{name}";
        if (value.Length > max)
            return Invalid(field, $"`{name}` has at most {max} characters; this one has {value.Length}.", "Shorten it.");
        if (ProfileDetails.IsUrl(name))
            return value.Length == 0 || IsUrl(value) ? null : Invalid(field, $"`{name}` is an http or https URL, or a path under `/media/`.", "Upload the file first and give the URL it gets.");
        return TextRules.IsClean(value, allowLines: true)
            ? null
            : Invalid(field, $"`{name}` holds control characters, text direction overrides or broken characters.", "Type it anew instead of pasting it.");
    }

    private static bool IsUrl(string value) =>
        TextRules.IsClean(value)
        && !value.Any(char.IsWhiteSpace)
        && (value.StartsWith("/media/", StringComparison.Ordinal)
            || (Uri.TryCreate(value, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)));

    private static Refusal Invalid(string field, string sentence, string remedy) => new(RefusalCode.Invalid, sentence, remedy) { Field = field };
}
