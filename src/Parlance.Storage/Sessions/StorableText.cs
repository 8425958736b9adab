namespace Parlance.Storage.Sessions;

/// <summary>
/// Refuses text that an engine would refuse or silently change: U+0000 (PostgreSQL refuses it, SQLite's clients cut the text there) and lone
/// surrogates (which UTF-8 cannot hold). Requests are checked where they enter; this is the net below.
/// </summary>
internal static class StorableText
{
    public static string? Check(string? text, string name)
    {
        if (text is null)
            return null;
        if (text.Contains('\0'))
            throw new ArgumentException($"The text of `{name}` holds U+0000, which cannot be stored.", name);
        for (var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                throw new ArgumentException($"The text of `{name}` holds half a surrogate pair, which cannot be stored.", name);
            i++;
        }

        return text;
    }
}
