using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Parlance.Core.Search;

/// <summary>Where a page ended. For clients a word without meaning.</summary>
/// <param name="Newest">By relevance: the id of the newest match when the first page was asked for, so that later pages rank the same messages.</param>
/// <param name="Score">By relevance: of the last hit.</param>
/// <param name="Id">Of the last hit.</param>
internal sealed record SearchCursor(SearchSort Sort, long Newest, int Score, long Id)
{
    public static Outcome<SearchCursor> Parse(string text, SearchSort sort)
    {
        var refusal = Refusal.Invalid("cursor", "`cursor` is not the `next` of an answer to the same search.");
        Span<byte> bytes = stackalloc byte[96];
        if (text.Length > 96 || !text.All(char.IsAscii) || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length))
            return refusal;
        var parts = Encoding.Latin1.GetString(bytes[..length]).Split('.');
        return parts is [var kind, var newest, var score, var id] && kind == Name(sort)
            && long.TryParse(newest, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            && int.TryParse(score, NumberStyles.None, CultureInfo.InvariantCulture, out var s)
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
            ? new SearchCursor(sort, n, s, i)
            : refusal;
    }

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Name(Sort)}.{Newest}.{Score}.{Id}")));

    private static string Name(SearchSort sort) => sort == SearchSort.Newest ? "n" : "r";
}
