using Parlance.Server.Settings;

namespace Parlance.Tests.Server.Settings;

public sealed class SecretKeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parlance-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_key_is_made_once_and_only_its_owner_may_read_it()
    {
        var folder = Path.Combine(_folder, "data");
        var key = SecretKeyFile.ReadOrCreate(folder);
        key.Length.ShouldBe(43);
        SecretKeyFile.ReadOrCreate(folder).ShouldBe(key);
        var file = Directory.EnumerateFiles(folder).ShouldHaveSingleItem();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Processes_that_start_at_once_agree_on_one_key()
    {
        var keys = new string[32];
        Parallel.For(0, keys.Length, new ParallelOptions { MaxDegreeOfParallelism = 32 }, i => keys[i] = SecretKeyFile.ReadOrCreate(_folder));
        keys.Distinct().Count().ShouldBe(1);
        Directory.EnumerateFiles(_folder).Count().ShouldBe(1);
    }

    [Fact]
    public void A_damaged_key_is_not_used()
    {
        File.WriteAllText(Path.Combine(_folder, SecretKeyFile.FileName), "");
        Should.Throw<InvalidDataException>(() => SecretKeyFile.ReadOrCreate(_folder)).Message.ShouldContain("Delete it");
    }
}
