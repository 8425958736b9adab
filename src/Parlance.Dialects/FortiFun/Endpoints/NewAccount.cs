using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Parlance.Core;
using Parlance.Core.Accounts;

namespace Parlance.Dialects.FortiFun.Endpoints;

/// <summary>Accounts that begin with an e-mail address: the username is made from it, and never in anybody's way.</summary>
internal static class NewAccount
{
    public const int MinPassword = 6;

    private const int MaxStem = 24; // leaves room for digits below what every dialect allows
    private const int Attempts = 8;

    public static async Task<Outcome<SignedIn>> RegisterAsync(
        AccountService accounts, string email, string password, string firstName, string lastName, SignInContext context, CancellationToken cancellationToken)
    {
        var stem = StemOf(email);
        for (var attempt = 0; ; attempt++)
        {
            var username = attempt == 0 && stem.Length >= AccountRules.MinUsername ? stem : stem + Digits(attempt);
            if (attempt < Attempts && await accounts.FindByUsernameAsync(username, cancellationToken) is not null)
                continue;
            var outcome = await accounts.RegisterAsync(Wish(username, email, password, firstName, lastName), context, cancellationToken);
            // Somebody else took it at this very moment.
            if (attempt < Attempts && outcome.Refusal is { Code: RefusalCode.Taken, Field: "username" })
                continue;
            return outcome;
        }
    }

    public static Registration Wish(string username, string email, string password, string firstName, string lastName) =>
        new(username, password, email, DisplayNameOf(firstName, lastName)) { MinPassword = MinPassword, UsernameRule = UsernameRule.Django, Personal = Names(firstName, lastName) };

    public static IReadOnlyDictionary<string, string> Names(string firstName, string lastName) =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["first_name"] = firstName, ["last_name"] = lastName };

    /// <returns>As the other dialects show them; null when that is no name, so that it is the username.</returns>
    public static string? DisplayNameOf(string firstName, string lastName)
    {
        var name = string.Concat($"{firstName} {lastName}".Trim().EnumerateRunes().Take(AccountRules.MaxDisplayName)).Trim();
        return AccountRules.DisplayName(name) is null ? name : null;
    }

    /// <summary>What stands before the `@`, without signs that no username has.</summary>
    internal static string StemOf(string email)
    {
        var stem = new StringBuilder();
        foreach (var rune in email[..Math.Max(0, email.LastIndexOf('@'))].EnumerateRunes())
        {
            if (stem.Length < MaxStem && (Rune.IsLetterOrDigit(rune) || rune.Value is '_' or '.' or '-'))
                stem.Append(rune.ToString());
        }

        return stem.Length == 0 ? "user" : stem.ToString();
    }

    /// <summary>More of them the more often it was in vain.</summary>
    private static string Digits(int attempt)
    {
        var count = Math.Clamp(attempt, 1, 6);
        return RandomNumberGenerator.GetInt32((int)Math.Pow(10, count)).ToString($"D{count}", CultureInfo.InvariantCulture);
    }
}
