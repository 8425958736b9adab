using System.Text.RegularExpressions;

namespace Parlance.Tests.Dialects.Besage;

/// <summary>docs/wire/besage.md shows the fixtures as they are.</summary>
public partial class BesageWirePageTests
{
    private static readonly Dictionary<string, string> Examples =
        Block().Matches(Repository.Read("docs/wire/besage.md")).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["json"].Value);

    public static TheoryData<string> Names => [.. Examples.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Every_example_is_its_fixture(string name) => Examples[name].ShouldBe(BesageFixtures.Read(name));

    [Fact]
    public void Every_fixture_is_on_the_page() => BesageFixtures.Names("").Except(Examples.Keys).ShouldBeEmpty();

    [GeneratedRegex("```json fixture=(?<name>\\S+)\\n(?<json>.*?)\\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
