namespace Parlance.Core.Moderation;

/// <summary>The links of a text as people write them: with or without `https://`, with whatever stands behind the host.</summary>
internal static class Links
{
    private const string Around = "<>()[]{}\"'`,;|*";

    /// <returns>Where each is, and its host as <see cref="FilterRules.Host"/> writes it.</returns>
    public static IEnumerable<(int Start, int End, string Host)> In(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            if (Parts(text[start]))
            {
                start++;
                continue;
            }

            var end = start + 1;
            while (end < text.Length && !Parts(text[end]))
                end++;
            if (HostOf(text[start..end]) is { } host)
                yield return (start, end, host);
            start = end;
        }
    }

    private static bool Parts(char c) => char.IsWhiteSpace(c) || Around.Contains(c);

    private static string? HostOf(string word)
    {
        if (!word.Contains('.') && !word.Contains('\u3002')) // also the full stop of Chinese, which browsers take for a dot
            return null;
        if (word.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0)
            word = word[(scheme + 3)..];
        if (word.IndexOfAny(['/', '?', '#', '\\']) is var path and >= 0)
            word = word[..path];
        if (word.LastIndexOf('@') is var user and >= 0)
            word = word[(user + 1)..];
        if (word.LastIndexOf(':') is var port and >= 0)
            word = word[..port];
        return FilterRules.Host(word.TrimStart('.').TrimEnd('!', '.', '?')) is { } host && host.Contains('.') ? host : null;
    }
}
