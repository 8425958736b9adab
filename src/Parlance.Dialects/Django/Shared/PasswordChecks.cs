using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Parlance.Dialects.Django.Shared;

/// <summary>Django's four checks of a new password, in its words.</summary>
internal static partial class PasswordChecks
{
    private const int MinLength = 8;
    private const double MaxSimilarity = 0.7;

    public static IEnumerable<string> Weaknesses(string password, string? username, string? email)
    {
        if (IsSimilar(password, username))
            yield return "The password is too similar to the username.";
        else if (IsSimilar(password, email))
            yield return "The password is too similar to the email address.";
        if (password.Length < MinLength)
            yield return $"This password is too short. It must contain at least {MinLength} characters.";
        if (Common.Contains(password.Trim()))
            yield return "This password is too common.";
        if (password.All(char.IsDigit))
            yield return "This password is entirely numeric.";
    }

    /// <summary>Compares with the whole value and each word of it, counting the letters they have in common wherever these stand.</summary>
    private static bool IsSimilar(string password, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return false;
        password = password.ToLowerInvariant();
        value = value.ToLowerInvariant();
        return Words().Split(value).Append(value).Any(part =>
            part.Length > 0 && password.Length < 10 * part.Length && 2.0 * Shared(password, part) / (password.Length + part.Length) >= MaxSimilarity);
    }

    private static int Shared(string one, string other)
    {
        var left = other.GroupBy(c => c).ToDictionary(group => group.Key, group => group.Count());
        return one.GroupBy(c => c).Sum(group => Math.Min(group.Count(), left.GetValueOrDefault(group.Key)));
    }

    [GeneratedRegex(@"\W+")]
    private static partial Regex Words();

    /// <summary>Those that are tried first.</summary>
    private static readonly FrozenSet<string> Common = """
        123456 1234567 12345678 123456789 1234567890 12345 123123 123321 111111 000000 222222 333333 444444 555555 666666 777777 888888 999999
        11111111 00000000 12341234 11223344 121212 131313 112233 654321 987654321 987654 159753 147258369 789456123 123654 741852963 101010 696969
        password password1 password12 password123 passw0rd p@ssword p@ssw0rd pass1234 pass123 passpass passport password! password01 mypassword
        qwerty qwerty1 qwerty12 qwerty123 qwertyuiop qwertyui qwert123 qwer1234 1q2w3e 1q2w3e4r 1q2w3e4r5t 1qaz2wsx q1w2e3r4 zaq12wsx asdfgh asdfghjkl
        asdf1234 asdasd asdfasdf zxcvbn zxcvbnm zxcvbnm1 qazwsx qazwsxedc azerty azertyuiop abc123 abcd1234 abc12345 abcdef abcdefgh a1b2c3d4 a123456
        aa123456 1a2b3c4d letmein letmein1 welcome welcome1 welcome123 iloveyou iloveyou1 ilovegod loveyou lovely sunshine sunshine1 princess princess1
        dragon dragon1 monkey monkey1 football football1 baseball baseball1 basketball soccer hockey master master1 michael michael1 jordan jordan23
        superman superman1 batman batman123 spiderman pokemon pokemon1 starwars trustno1 whatever whatever1 shadow shadow1 ashley jessica jennifer
        charlie charlie1 thomas daniel andrew joshua matthew robert hunter hunter2 buster george harley ranger tigger summer winter spring autumn
        summer2023 summer2024 winter2023 winter2024 freedom freedom1 computer internet samsung google facebook liverpool arsenal chelsea barcelona
        juventus realmadrid manchester cheese cookie chocolate banana orange butterfly flower flowers purple rainbow diamond silver golden secret
        secret1 secret123 changeme changeme1 default admin admin1 admin123 admin1234 administrator root rootroot toor guest guest123 user user1234
        test test123 test1234 testtest testing testing1 temp1234 hello hello123 hello1234 helloworld login access access14 killer pepper ginger
        mustang corvette ferrari mercedes yamaha yankees cowboys eagles steelers maggie bailey sophie nicole hannah amanda michelle
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
