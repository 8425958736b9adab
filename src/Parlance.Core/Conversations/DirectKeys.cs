using System.Globalization;

namespace Parlance.Core.Conversations;

/// <summary>Who the two of a direct conversation are, told from its keys.</summary>
public static class DirectKeys
{
    private const string Prefix = "direct:";

    /// <summary>The other one's key, from the key of the pair.</summary>
    /// <param name="pairKey">As <see cref="Conversation.PairKeyOf"/> joins it. Keys may hold the hyphen that joins them; the order of the two then tells which is meant.</param>
    /// <returns>Empty when <paramref name="key"/> is none of the two.</returns>
    public static string OtherKey(string pairKey, string key)
    {
        if (pairKey.Length <= key.Length + 1)
            return "";
        if (pairKey.StartsWith(key, StringComparison.Ordinal) && pairKey[key.Length] == '-' && string.CompareOrdinal(key, pairKey[(key.Length + 1)..]) <= 0)
            return pairKey[(key.Length + 1)..];
        var end = pairKey.Length - key.Length - 1;
        return pairKey.EndsWith(key, StringComparison.Ordinal) && pairKey[end] == '-' ? pairKey[..end] : "";
    }

    /// <summary>The other one of the two.</summary>
    /// <param name="directKey">As <see cref="Conversation.DirectKey"/> makes it.</param>
    /// <returns>Null when it is no such key, or the user none of the two.</returns>
    public static UserId? OtherUser(string directKey, UserId user) =>
        Both(directKey) is not var (first, second) ? null : first == user ? second : second == user ? first : null;

    /// <summary>The two, the smaller id first; null when it is no such key.</summary>
    public static (UserId First, UserId Second)? Both(string directKey)
    {
        if (!directKey.StartsWith(Prefix, StringComparison.Ordinal) || directKey[Prefix.Length..].Split('-') is not [var first, var second])
            return null;
        return long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var a) && long.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var b)
            ? (new UserId(a), new UserId(b))
            : null;
    }
}
