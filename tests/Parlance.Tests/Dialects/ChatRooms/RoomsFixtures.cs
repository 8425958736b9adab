namespace Parlance.Tests.Dialects.ChatRooms;

/// <summary>The JSON bodies of the chat-rooms wire, one a file: `answer_…` what the server says, `request_…` what clients say, `refusal_…` how it says no, `malformed_…` what nobody should send.</summary>
internal static class RoomsFixtures
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/Parlance.Tests/Dialects/ChatRooms/Fixtures");

    /// <summary>Names without ending.</summary>
    public static IEnumerable<string> Names(string prefix) =>
        Directory.EnumerateFiles(Folder, prefix + "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name + ".json")).TrimEnd('\n');
}
