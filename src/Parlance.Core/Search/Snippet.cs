namespace Parlance.Core.Search;

/// <summary>The part of a message that shows best why it was found.</summary>
/// <param name="Text">At most <see cref="MaxLength"/> UTF-16 code units; `…` stands where something is left out, spaces where lines end.</param>
/// <param name="Highlights">Within the text, in order, in UTF-16 code units.</param>
public sealed record Snippet(string Text, IReadOnlyList<(int Start, int Length)> Highlights)
{
    public const int MaxLength = 200;

    /// <summary>What is shown before the first match, where there is so much.</summary>
    private const int LeadIn = 40;

    public static Snippet Of(string content, IReadOnlyList<(int Start, int Length)> places)
    {
        var (start, end) = content.Length <= MaxLength ? (0, content.Length) : Window(content, places);
        var (before, after) = (start > 0 ? "…" : "", end < content.Length ? "…" : "");
        var text = string.Concat(before, Plain(content[start..end]), after);

        var highlights = new List<(int, int)>();
        foreach (var (from, length) in places)
        {
            var (first, last) = (Math.Max(from, start), Math.Min(from + length, end));
            if (first < last)
                highlights.Add((first - start + before.Length, last - first));
        }

        return new Snippet(text, highlights);
    }

    /// <summary>The window that holds most places; of several such the first.</summary>
    private static (int Start, int End) Window(string content, IReadOnlyList<(int Start, int Length)> places)
    {
        const int Room = MaxLength - 2; // for the ellipses
        var (best, most) = (0, 0);
        for (var i = 0; i < places.Count; i++)
        {
            var from = Math.Max(0, places[i].Start - LeadIn);
            var count = 0;
            while (i + count < places.Count && places[i + count].Start + places[i + count].Length <= from + Room)
                count++;
            if (count > most)
                (best, most) = (from, count);
        }

        if (most == 0 && places.Count > 0)
            best = places[0].Start; // longer than any window
        else if (best > 0 && content.AsSpan(best, LeadIn).IndexOf(' ') is var space and >= 0)
            best += space + 1; // begin with a whole word where there is one
        best = Math.Min(best, content.Length - 1);
        if (char.IsLowSurrogate(content[best]))
            best++;
        var end = Math.Min(content.Length, best + Room);
        if (end < content.Length && char.IsLowSurrogate(content[end]))
            end--;
        return (best, end);
    }

    private static string Plain(string text) =>
        text.Any(char.IsControl) ? string.Create(text.Length, text, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(from[i]) ? ' ' : from[i];
        }) : text;
}
