namespace Parlance.Dialects.Hosting;

/// <summary>Makes what a stranger sent fit for a log line or an error body.</summary>
internal static class Printable
{
    /// <summary>At most 200 characters, control and format characters (line breaks, direction overrides) replaced.</summary>
    public static string Clip(string text)
    {
        var clipped = text.Length <= 200 ? text : string.Concat(text.AsSpan(0, 199), "…");
        return clipped.All(IsPlain) ? clipped : string.Concat(clipped.Select(c => IsPlain(c) ? c : '\uFFFD'));
    }

    private static bool IsPlain(char c) =>
        !char.IsControl(c) && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) is not System.Globalization.UnicodeCategory.Format
        && c is not ('\u2028' or '\u2029');
}
