using System.Text.RegularExpressions;

namespace Parlance.Tests.Dialects.ChatRooms;

/// <summary>docs/wire/chatrooms.md shows the fixtures as they are.</summary>
public partial class RoomsWirePageTests
{
    private static readonly Dictionary<string, string> Examples =
        Block().Matches(Repository.Read("docs/wire/chatrooms.md")).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["json"].Value);

    public static TheoryData<string> Names => [.. Examples.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Every_example_is_its_fixture(string name) => Examples[name].ShouldBe(RoomsFixtures.Read(name));

    [Fact]
    public void Every_answer_request_and_frame_is_on_the_page() =>
        new[] { "answer_", "request_", "frame_", "sent_" }.SelectMany(RoomsFixtures.Names).Except(Examples.Keys).ShouldBe(["request_room__any_shape"]);

    [GeneratedRegex("```json fixture=(?<name>\\S+)\\n(?<json>.*?)\\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
