using System.Collections.Frozen;

namespace Parlance.Dialects.Besage.Wire;

/// <summary>The six reactions of this wire are emoji everywhere else. Other emoji have no word here and are not shown.</summary>
internal static class ReactionTypes
{
    private static readonly (string Type, string Emoji)[] Table = [("like", "👍"), ("love", "❤️"), ("haha", "😂"), ("wow", "😮"), ("sad", "😢"), ("angry", "😠")];

    private static readonly FrozenDictionary<string, string> ByEmoji = Table.ToFrozenDictionary(row => row.Emoji, row => row.Type, StringComparer.Ordinal);

    public static IReadOnlyList<string> All { get; } = [.. Table.Select(row => row.Type)];

    /// <param name="type">One of <see cref="All"/>.</param>
    public static string EmojiOf(string type) => Array.Find(Table, row => row.Type == type).Emoji;

    public static string? TypeOf(string emoji) => ByEmoji.GetValueOrDefault(emoji);
}
