namespace Parlance.Core;

/// <summary>What the public text id of a user or conversation may look like. Keys stand in URLs and in the paths of sockets.</summary>
public static class KeyRules
{
    public const int MaxLength = 128;

    /// <returns>Null when fine. A number is: where numbers are ids, the caller refuses it.</returns>
    public static Refusal? Check(string key, string field = "key")
    {
        if (key.Length is 0 or > MaxLength)
            return Refusal.Invalid(field, $"`{field}` must have 1 to {MaxLength} characters.");
        return IsKey(key) ? null : Refusal.Invalid(field, $"`{field}` may hold letters, digits and `- _ . ~ @`, and begins with a letter or digit.");
    }

    /// <summary>False for what nothing can be called, so that storage need not be asked.</summary>
    public static bool IsKey(string key)
    {
        if (key.Length is 0 or > MaxLength || !char.IsAsciiLetterOrDigit(key[0]))
            return false;
        foreach (var c in key)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or '~' or '@'))
                return false;
        }

        return true;
    }
}
