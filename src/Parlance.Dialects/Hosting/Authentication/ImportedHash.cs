using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Parlance.Dialects.Hosting.Authentication;

/// <summary>A password hash that another server made: Django's `pbkdf2_sha256$rounds$salt$hash` (and `pbkdf2_sha1`), passlib's `$pbkdf2-sha256$rounds$salt$hash` (and `-sha512`, `$pbkdf2$`).</summary>
internal sealed class ImportedHash
{
    /// <summary>About two seconds of a core: a hash that claims more is not one of a real account.</summary>
    private const int MaxRounds = 5_000_000;

    private const int MinHashBytes = 16;
    private const int MaxHashBytes = 64;
    private const int MaxKindShown = 40;

    private readonly HashAlgorithmName _algorithm;
    private readonly int _rounds;
    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private ImportedHash(HashAlgorithmName algorithm, int rounds, byte[] salt, byte[] hash)
    {
        _algorithm = algorithm;
        _rounds = rounds;
        _salt = salt;
        _hash = hash;
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out ImportedHash? hash)
    {
        hash = null;
        var isPasslib = text.StartsWith('$');
        var parts = (isPasslib ? text[1..] : text).Split('$');
        if (parts.Length != 4 || (isPasslib ? PasslibAlgorithm(parts[0]) : DjangoAlgorithm(parts[0])) is not { } algorithm)
            return false;
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) || rounds is < 1 or > MaxRounds)
            return false;

        // Django's salt is text; passlib's is bytes in its own base64, as its hash is.
        var salt = isPasslib ? Decode(parts[2]) : Encoding.UTF8.GetBytes(parts[2]);
        if (salt is null || Decode(parts[3]) is not { Length: >= MinHashBytes and <= MaxHashBytes } expected)
            return false;

        hash = new ImportedHash(algorithm, rounds, salt, expected);
        return true;
    }

    /// <summary>What can be said of a hash without giving any of it away: `bcrypt_sha256`, `2b`.</summary>
    public static string KindOf(string text)
    {
        var kind = text.Split('$', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        return kind.Length is > 0 and <= MaxKindShown && kind.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? kind : "unknown";
    }

    public bool Fits(string password) => CryptographicOperations.FixedTimeEquals(
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), _salt, _rounds, _algorithm, _hash.Length), _hash);

    private static HashAlgorithmName? DjangoAlgorithm(string name) => name switch
    {
        "pbkdf2_sha256" => HashAlgorithmName.SHA256,
        "pbkdf2_sha1" => HashAlgorithmName.SHA1,
        _ => null,
    };

    private static HashAlgorithmName? PasslibAlgorithm(string name) => name switch
    {
        "pbkdf2-sha256" => HashAlgorithmName.SHA256,
        "pbkdf2-sha512" => HashAlgorithmName.SHA512,
        "pbkdf2" => HashAlgorithmName.SHA1,
        _ => null,
    };

    /// <summary>Base64 with or without padding, with `.` where others have `+`.</summary>
    private static byte[]? Decode(string text)
    {
        text = text.TrimEnd('=').Replace('.', '+');
        try
        {
            return Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
