using System.Globalization;

namespace Parlance.Core;

/// <summary>What text that is shown to others must not contain.</summary>
public static class TextRules
{
    /// <summary>No control characters, no direction overrides or isolates (they make a name read as another), no lone surrogates.</summary>
    /// <param name="allowLines">Line feeds and tabs are fine.</param>
    public static bool IsClean(string text, bool allowLines = false)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) && !(allowLines && c is '\n' or '\r' or '\t'))
                return false;
            if (c is '\u2028' or '\u2029' && !allowLines)
                return false;
            if (c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
                return false;
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(c))
                return false;
        }

        return true;
    }

    /// <summary>Whether there is anything to see: not only spaces, joiners and other characters without a shape.</summary>
    public static bool HasVisible(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            // Letters and signs by category, blanks by looks: the fillers of Hangul and the empty Braille pattern.
            if (rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800)
                continue;
            if (System.Text.Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
                return true;
        }

        return false;
    }
}
