using System.Text.RegularExpressions;
using Parlance.Server.Settings;

namespace Parlance.Tests.Architecture;

/// <summary>Rows of docs/configuration.md look like <c>| `Http:Port` | `PORT` | `8000` | effect |</c>.</summary>
public class ConfigurationDocTests
{
    private static readonly Dictionary<string, (string Names, string Default)> Rows =
        Regex.Matches(Repository.Read("docs/configuration.md"), @"^\| `(?<key>\w+(:\w+)+)` \|(?<names>.*?)\|(?<default>.*?)\|(.+)\|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)
            .ToDictionary(row => row.Groups["key"].Value, row => (row.Groups["names"].Value.Trim(), row.Groups["default"].Value.Trim()));

    public static TheoryData<string> Keys => [.. SettingsCatalog.Definitions.Select(definition => definition.Key)];

    [Theory, MemberData(nameof(Keys))]
    public void Every_setting_is_documented_with_its_names_and_default(string key)
    {
        Rows.ShouldContainKey(key);
        var definition = SettingsCatalog.Definitions.Single(one => one.Key == key);
        var (names, text) = Rows[key];

        foreach (var name in definition.Names.Names)
            names.ShouldContain($"`{name}`");
        text.ShouldStartWith(definition.DefaultText.Length == 0 ? "none" : $"`{definition.DefaultText}`");
    }

    [Fact]
    public void The_page_documents_no_setting_that_does_not_exist()
    {
        Rows.Keys.Except(SettingsCatalog.Definitions.Select(definition => definition.Key)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_name_of_its_own_belongs_to_a_setting()
    {
        EnvironmentName.All.Select(name => name.Key).Except(SettingsCatalog.Definitions.Select(definition => definition.Key)).ShouldBeEmpty();
    }
}
