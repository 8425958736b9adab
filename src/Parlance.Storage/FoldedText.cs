namespace Parlance.Storage;

/// <summary>Case-insensitive search that is the same on both engines: text is folded here, and the database only compares.</summary>
internal static class FoldedText
{
    public static string? Fold(string? text) => text?.ToLowerInvariant();

    /// <summary>A `like` pattern for "contains", with `\` as the escape character.</summary>
    public static string Contains(string text) => $"%{Escaped(text)}%";

    public static string StartsWith(string text) => $"{Escaped(text)}%";

    private static string Escaped(string text) =>
        text.ToLowerInvariant().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
