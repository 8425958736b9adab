using System.Text.RegularExpressions;

namespace Parlance.Tests.Architecture;

public class DialectFolderTests
{
    [Fact]
    public void No_dialect_uses_another()
    {
        var folders = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src/Parlance.Dialects"))
            .Select(folder => Path.GetFileName(folder)!).Except(["Hosting", "bin", "obj"]).ToList();

        var offences =
            from folder in folders
            from file in Repository.Sources($"src/Parlance.Dialects/{folder}")
            from other in folders.Where(other => other != folder)
            where File.ReadAllText(file).Contains($"Parlance.Dialects.{other}", StringComparison.Ordinal)
            select $"{file} uses {other}";
        offences.ShouldBeEmpty();
    }

    [Fact]
    public void What_dialects_share_knows_none_of_them()
    {
        Repository.Sources("src/Parlance.Dialects/Hosting")
            .Where(file => Regex.IsMatch(File.ReadAllText(file), @"Parlance\.Dialects\.(?!Hosting)\w+"))
            .ShouldBeEmpty();
    }
}
