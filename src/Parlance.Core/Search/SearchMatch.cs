using System.Runtime.InteropServices;

namespace Parlance.Core.Search;

/// <summary>How a text answers a query.</summary>
/// <param name="Score">The more often and the more densely the wanted terms occur, the higher. Depends on the text and the query alone.</param>
/// <param name="Places">Where the wanted terms stand, in order, in UTF-16 code units, none touching another.</param>
public sealed record SearchMatch(int Score, IReadOnlyList<(int Start, int Length)> Places)
{
    // The usual constants of BM25, and the length of a message that counts as neither short nor long. How rare a term is among all messages plays no part:
    // every match holds every term, so it would move all scores alike.
    private const double Saturation = 1.2;
    private const double LengthWeight = 0.75;
    private const double UsualWords = 16;

    /// <returns>Null when the text does not hold every wanted term, or holds an unwanted one.</returns>
    public static SearchMatch? Of(SearchQuery query, string text)
    {
        var words = Words.Of(text);
        foreach (var term in query.Unwanted)
        {
            for (var i = 0; i < words.Count; i++)
            {
                if (term.IsAt(words, i))
                    return null;
            }
        }

        var places = new List<(int Start, int Length)>();
        var score = 0.0;
        var norm = Saturation * (1 - LengthWeight + (LengthWeight * words.Count / UsualWords));
        foreach (var term in query.Wanted)
        {
            var count = 0;
            for (var i = 0; i < words.Count; i++)
            {
                if (!term.IsAt(words, i))
                    continue;
                count++;
                places.Add((words[i].Start, words[i + term.Words.Count - 1].End - words[i].Start));
            }

            if (count == 0)
                return null;
            score += count * (Saturation + 1) / (count + norm);
        }

        return new SearchMatch((int)(score * 1_000), Merged(places));
    }

    private static List<(int Start, int Length)> Merged(List<(int Start, int Length)> places)
    {
        places.Sort();
        var merged = new List<(int Start, int Length)>(places.Count);
        foreach (var place in places)
        {
            if (merged.Count == 0 || place.Start > merged[^1].Start + merged[^1].Length)
                merged.Add(place);
            else
                CollectionsMarshal.AsSpan(merged)[^1].Length = Math.Max(merged[^1].Length, place.Start + place.Length - merged[^1].Start);
        }

        return merged;
    }
}
