using System.Text.RegularExpressions;

namespace Parlance.Tests.Dialects.FortiFun;

/// <summary>The JSON of the FortiFun wire, one a file: `answer_…` over HTTP, `frame_…` what the server's sockets say, `sent_…` what clients say there.</summary>
internal static partial class FortiFixtures
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/Parlance.Tests/Dialects/FortiFun/Fixtures");

    /// <summary>The examples of docs/wire/fortifun.md by name.</summary>
    public static readonly IReadOnlyDictionary<string, string> OnThePage =
        Block().Matches(Repository.Read("docs/wire/fortifun.md")).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["json"].Value);

    public static IEnumerable<string> Names(string prefix = "") =>
        Directory.EnumerateFiles(Folder, prefix + "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name + ".json")).TrimEnd('\n');

    [GeneratedRegex("```json fixture=(?<name>\\S+)\\n(?<json>.*?)\\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
