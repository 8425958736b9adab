namespace Parlance.Core.Search;

/// <summary>One or more words that stand side by side in this order.</summary>
/// <param name="Words">Folded, never empty.</param>
/// <param name="IsPrefix">The last word is only the beginning of one.</param>
public sealed record SearchTerm(IReadOnlyList<string> Words, bool IsPrefix)
{
    /// <summary>Whether the term stands at this place of a text.</summary>
    public bool IsAt(IReadOnlyList<Word> text, int place)
    {
        if (place + Words.Count > text.Count)
            return false;
        for (var i = 0; i < Words.Count; i++)
        {
            var word = text[place + i].Text;
            var isLast = i == Words.Count - 1;
            if (isLast && IsPrefix ? !word.StartsWith(Words[i], StringComparison.Ordinal) : word != Words[i])
                return false;
        }

        return true;
    }
}

/// <summary>What somebody looks for: messages that hold every wanted term and no unwanted one.</summary>
/// <remarks>
/// Written as words with spaces between; `"words in quotes"` stand side by side, `-word` is unwanted, `wor*` is the beginning of a word (of two characters at
/// least). All other signs only part words, so nothing that is written can be wrong but too much or too little of it.
/// </remarks>
/// <param name="Wanted">At least one.</param>
public sealed record SearchQuery(IReadOnlyList<SearchTerm> Wanted, IReadOnlyList<SearchTerm> Unwanted)
{
    public const int MaxLength = 200;
    public const int MaxTerms = 16;

    private const int MinPrefix = 2;

    /// <returns>The query, or `invalid` with the field `q`.</returns>
    public static Outcome<SearchQuery> Parse(string text)
    {
        if (text.Length > MaxLength)
            return Refusal.Invalid("q", $"`q` has at most {MaxLength} characters.");

        var (wanted, unwanted) = (new List<SearchTerm>(), new List<SearchTerm>());
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var isUnwanted = text[at] == '-';
            at += isUnwanted ? 1 : 0;
            if (ReadTerm(text, ref at) is { } term)
                (isUnwanted ? unwanted : wanted).Add(term);
        }

        if (wanted.Count + unwanted.Count > MaxTerms)
            return Refusal.Invalid("q", $"`q` has at most {MaxTerms} terms.");
        if (wanted.Count == 0)
            return Refusal.Invalid("q", unwanted.Count > 0 ? "`q` says only what is not wanted; it needs a word to look for." : "`q` needs a word to look for.");
        return new SearchQuery(wanted, unwanted);
    }

    /// <returns>Null where there is no word.</returns>
    private static SearchTerm? ReadTerm(string text, ref int at)
    {
        var isQuoted = at < text.Length && text[at] == '"';
        var start = at += isQuoted ? 1 : 0;
        while (at < text.Length && text[at] != '"' && (isQuoted || !char.IsWhiteSpace(text[at])))
            at++;
        var part = text[start..at];
        if (isQuoted && at < text.Length)
            at++; // the closing quote

        var words = Words.Of(part);
        if (words.Count == 0)
            return null;
        var last = words[^1].Text;
        var isPrefix = !isQuoted && part.EndsWith('*') && last.Length >= MinPrefix && !Words.IsAlone(last);
        return new SearchTerm([.. words.Select(word => word.Text)], isPrefix);
    }
}
