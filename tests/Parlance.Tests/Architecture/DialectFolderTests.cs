using System.Text.RegularExpressions;

namespace Parlance.Tests.Architecture;

public class DialectFolderTests
{
    /// <summary>What several dialects stand on, the general first; each may use those before it.</summary>
    private static readonly string[] Shared = ["Hosting", "Django"];

    [Fact]
    public void No_dialect_uses_another()
    {
        var folders = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src/Parlance.Dialects"))
            .Select(folder => Path.GetFileName(folder)!).Except([.. Shared, "bin", "obj"]).ToList();

        var offences =
            from folder in folders
            from file in Repository.Sources($"src/Parlance.Dialects/{folder}")
            from other in folders.Where(other => other != folder)
            where File.ReadAllText(file).Contains($"Parlance.Dialects.{other}", StringComparison.Ordinal)
            select $"{file} uses {other}";
        offences.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Hosting")]
    [InlineData("Django")]
    public void What_dialects_share_knows_none_of_them(string folder)
    {
        var known = string.Join('|', Shared.Take(Array.IndexOf(Shared, folder) + 1));
        Repository.Sources($"src/Parlance.Dialects/{folder}")
            .Where(file => Regex.IsMatch(File.ReadAllText(file), $@"Parlance\.Dialects\.(?!({known})\b)\w+", RegexOptions.ExplicitCapture))
            .ShouldBeEmpty();
    }
}
