using System.Xml.Linq;

namespace Parlance.Tests.Architecture;

public class ProjectReferenceTests
{
    /// <summary>What each project may reference; a new project adds its row.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Parlance.Core"] = [],
        ["Parlance.Storage"] = ["Parlance.Core"],
        ["Parlance.Cluster"] = ["Parlance.Core"],
        ["Parlance.Sockets"] = ["Parlance.Core"],
        ["Parlance.Dialects"] = ["Parlance.Core", "Parlance.Sockets"],
        ["Parlance.Server"] = ["Parlance.Core", "Parlance.Storage", "Parlance.Cluster", "Parlance.Sockets", "Parlance.Dialects"],
        ["Parlance.Client"] = [],
    };

    /// <summary>Packages that belong to one project; the others must not see them.</summary>
    private static readonly Dictionary<string, string> Homes = new()
    {
        ["Npgsql"] = "Parlance.Storage",
        ["Microsoft.Data.Sqlite.Core"] = "Parlance.Storage",
        ["SQLitePCLRaw.bundle_e_sqlite3"] = "Parlance.Storage",
        ["AWSSDK.S3"] = "Parlance.Storage",
        ["StackExchange.Redis"] = "Parlance.Cluster",
        ["OpenTelemetry"] = "Parlance.Server",
        ["Microsoft.AspNetCore.OpenApi"] = "Parlance.Server",
        ["Swashbuckle.AspNetCore.SwaggerUI"] = "Parlance.Server",
        ["System.CommandLine"] = "Parlance.Server",
    };

    public static TheoryData<string> Projects => [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(p => Path.GetFileNameWithoutExtension(p)!)];

    [Theory, MemberData(nameof(Projects))]
    public void A_project_references_only_what_its_layer_may_see(string project)
    {
        Allowed.ShouldContainKey(project);
        References(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)).Except(Allowed[project]).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Projects))]
    public void A_package_is_referenced_only_where_it_is_at_home(string project)
    {
        References(project, "PackageReference").Where(package => Homes.TryGetValue(package, out var home) && home != project).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Parlance.Core")]
    [InlineData("Parlance.Cluster")]
    [InlineData("Parlance.Sockets")]
    public void Below_the_dialects_nobody_knows_of_the_web_framework(string project)
    {
        References(project, "FrameworkReference").ShouldBeEmpty();
        Repository.Sources($"src/{project}").Where(file => File.ReadAllText(file).Contains("Microsoft.AspNetCore", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Parlance.slnx");
        foreach (var project in Projects.Select(row => row.Data))
            solution.ShouldContain($"src/{project}/{project}.csproj");
    }

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Parse(Repository.Read($"src/{project}/{project}.csproj")).Descendants(kind).Select(element => element.Attribute("Include")!.Value);
}
