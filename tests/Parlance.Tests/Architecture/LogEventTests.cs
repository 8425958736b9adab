using System.Text.RegularExpressions;

namespace Parlance.Tests.Architecture;

public class LogEventTests
{
    private static readonly Dictionary<string, int> Ranges = new()
    {
        ["Parlance.Core"] = 1000,
        ["Parlance.Storage"] = 2000,
        ["Parlance.Cluster"] = 3000,
        ["Parlance.Sockets"] = 4000,
        ["Parlance.Dialects"] = 5000,
        ["Parlance.Server"] = 6000,
        ["Parlance.Client"] = 7000,
    };

    private static readonly List<(string Project, string File, int Id)> Events =
        [.. from range in Ranges
            where Directory.Exists(Path.Combine(Repository.Root, "src", range.Key))
            from file in Repository.Sources($"src/{range.Key}")
            from Match match in Regex.Matches(File.ReadAllText(file), @"\[LoggerMessage\((?:EventId\s*=\s*)?(\d+)")
            select (range.Key, Path.GetFileName(file), int.Parse(match.Groups[1].Value))];

    [Fact]
    public void No_two_log_entries_share_an_id()
    {
        Events.ShouldNotBeEmpty();
        Events.GroupBy(e => e.Id).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(e => e.File))}").ShouldBeEmpty();
    }

    [Fact]
    public void Ids_come_from_the_range_of_their_project()
    {
        Events.Where(e => e.Id / 1000 * 1000 != Ranges[e.Project]).ShouldBeEmpty();
    }
}
