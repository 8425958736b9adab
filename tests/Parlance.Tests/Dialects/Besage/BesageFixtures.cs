namespace Parlance.Tests.Dialects.Besage;

/// <summary>The JSON of the Besage wire, one a file: `answer_…` what REST says, `request_…` what clients ask, `refusal_…` how it says no, `frame_…` what sockets say, `sent_…` what clients send on them.</summary>
internal static class BesageFixtures
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/Parlance.Tests/Dialects/Besage/Fixtures");

    /// <summary>Names without ending.</summary>
    public static IEnumerable<string> Names(string prefix) =>
        Directory.EnumerateFiles(Folder, prefix + "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name + ".json")).TrimEnd('\n');
}
