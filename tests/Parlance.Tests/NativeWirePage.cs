using System.Text.RegularExpressions;

namespace Parlance.Tests;

/// <summary>The examples of docs/wire/native.md by name; the page is their only home.</summary>
internal static partial class NativeWirePage
{
    public static readonly IReadOnlyDictionary<string, string> Examples =
        Block().Matches(Repository.Read("docs/wire/native.md")).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["json"].Value);

    [GeneratedRegex("```json fixture=(?<name>\\S+)\\n(?<json>.*?)\\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
