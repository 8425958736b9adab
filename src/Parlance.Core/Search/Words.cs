using System.Globalization;
using System.Text;

namespace Parlance.Core.Search;

/// <summary>A word in a text.</summary>
/// <param name="Text">As it is compared: folded, and cut after <see cref="Words.MaxLength"/> characters.</param>
/// <param name="Start">In UTF-16 code units, as <paramref name="Length"/>.</param>
public readonly record struct Word(string Text, int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>The words of a text, for the index, for queries and for highlights alike: what one finds is what the others know.</summary>
/// <remarks>
/// A word is a run of letters, digits and their marks; everything else parts words. In scripts that write without spaces each character is a word, so that
/// any part of a sentence is found as a phrase. Emoji are no words.
/// </remarks>
public static class Words
{
    /// <summary>Counted up whenever the same text would give other words than before: the index is then made anew.</summary>
    public const int Version = 1;

    public const int MaxLength = 64;

    public static List<Word> Of(string text)
    {
        var words = new List<Word>();
        var folded = new StringBuilder();
        var (start, end, length) = (-1, 0, 0);

        for (var i = 0; i < text.Length;)
        {
            // Half a character (a lone surrogate) parts words like any sign.
            var rune = Rune.TryGetRuneAt(text, i, out var whole) ? whole : Rune.ReplacementChar;
            var units = rune == Rune.ReplacementChar ? 1 : rune.Utf16SequenceLength;
            var kind = KindOf(rune);
            if (start >= 0 && kind is Kind.Separator or Kind.Alone)
                Finish();
            if (kind is Kind.Letter or Kind.Alone)
                Take(rune, i, units);
            if (kind == Kind.Alone)
                Finish();
            i += units;
        }

        Finish();
        return words;

        void Take(Rune rune, int at, int units)
        {
            if (start < 0)
                start = at;
            end = at + units;
            if (length < MaxLength && Folding.Fold(rune) is { } plain)
            {
                folded.Append(plain.ToString());
                length++;
            }
        }

        void Finish()
        {
            if (start >= 0 && length > 0)
                words.Add(new Word(folded.ToString(), start, end - start));
            folded.Clear();
            (start, length) = (-1, 0);
        }
    }

    /// <summary>Whether the word is a character of a script without spaces.</summary>
    public static bool IsAlone(string word) => Rune.TryGetRuneAt(word, 0, out var rune) && IsAlone(rune.Value);

    private static Kind KindOf(Rune rune)
    {
        if (rune.IsAscii)
            return char.IsAsciiLetterOrDigit((char)rune.Value) ? Kind.Letter : Kind.Separator;
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
                or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark:
                return IsAlone(rune.Value) ? Kind.Alone : Kind.Letter;
            case UnicodeCategory.Format:
                return Kind.Nothing; // joiners and soft hyphens stand inside words
            default:
                return Kind.Separator;
        }
    }

    /// <summary>Thai to Lao, Burmese, Khmer, the Japanese syllables and the Chinese characters.</summary>
    private static bool IsAlone(int value) =>
        value is (>= 0xE00 and <= 0xEFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) or (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF)
            or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    private enum Kind
    {
        Separator,
        Letter,
        Alone,
        Nothing,
    }
}
