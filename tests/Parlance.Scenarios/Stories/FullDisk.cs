using Microsoft.Data.Sqlite;

namespace Parlance.Scenarios.Stories;

public class FullDisk
{
    [Fact]
    public async Task With_the_disk_full_messages_are_refused_and_with_space_again_all_goes_on()
    {
        var settings = new ServerSettings { FileSizeLimit = long.MaxValue }.ExpectError("Storage refused a batch");
        await using var chat = await Chat.On(Engine.Sqlite, settings);
        var (ana, ben) = await chat.Pair("ana", "ben");
        var acknowledged = new List<string>();
        var page = new string('x', 8_000);

        // No file may grow by more than this: as on a full disk, whatever comes next does not fit.
        await chat.Server.AllowFileSize(Directory.GetFiles(chat.Server.Folder, "parlance.db*").Max(f => new FileInfo(f).Length) + 256 * 1024);
        ParlanceException? refusal = null;
        for (var i = 0; refusal is null && i < 1_000; i++)
            refusal = await TrySay(ana, $"{i} {page}", acknowledged);

        refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe("unavailable");
        refusal.RetryAfter.ShouldNotBeNull();
        acknowledged.Count.ShouldBeGreaterThan(5);

        // Reading goes on meanwhile, and refusing does no harm however often it happens.
        for (var i = 0; i < 150; i++)
            (await TrySay(ana, $"refused {i} {page}", acknowledged))?.Code.ShouldBe("unavailable");
        (await SuddenDeath.ReadAll(ben.Client, ben.Room)).Select(m => m.Content).ShouldBe(acknowledged);

        ana.Journal.All.OfType<Disconnected>().ShouldBeEmpty("the server's trouble is not the sender's fault");

        await chat.Server.AllowFileSize(null);
        await Eventually.Holds(async () => (await TrySay(ana, "space again", acknowledged, refusal.ClientId))?.Message);

        (await SuddenDeath.ReadAll(ben.Client, ben.Room)).Select(m => m.Content).ShouldBe(acknowledged);
        await ben.Sees([.. acknowledged]);
        await ben.SeesNothingMore();

        (await chat.Server.StopAsync()).ShouldBe(0);
        IntegrityOf(chat.Server.SqlitePath).ShouldBe("ok");
        await chat.Server.StartAsync();
        (await SuddenDeath.ReadAll(ben.Client, ben.Room)).Select(m => m.Content).ShouldBe(acknowledged);
    }

    private static async Task<ParlanceException?> TrySay(Person person, string text, List<string> acknowledged, string? clientId = null)
    {
        try
        {
            await person.Says(text, clientId);
            acknowledged.Add(text);
            return null;
        }
        catch (ParlanceException e)
        {
            return e;
        }
    }

    private static string IntegrityOf(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={path}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma integrity_check";
        return (string)command.ExecuteScalar()!;
    }
}
