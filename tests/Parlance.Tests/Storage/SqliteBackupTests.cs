using Parlance.Core.Messages;
using Parlance.Storage;
using Parlance.Storage.Messages;
using Parlance.Storage.Sqlite;

namespace Parlance.Tests.Storage;

public sealed class SqliteBackupTests(SqliteEngine engine) : StoreContract(engine), IClassFixture<SqliteEngine>
{
    [Fact]
    public async Task A_backup_taken_while_the_server_writes_is_a_moment_of_it()
    {
        using var folder = new TempFolder();
        var room = Room();
        Append([.. Enumerable.Range(0, 2000).Select(_ => NewPost(room, new string('x', 500)))]);
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(
            () =>
            {
                while (!stop.IsCancellationRequested)
                    Say(room);
            },
            Cancel);

        var copies = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            copies.Add(folder.File($"backup{i}.db"));
            SqliteBackup.Run(Engine.Address.SqlitePath!, copies[i]);
        }

        await stop.CancelAsync();
        await writer;

        var before = 1999L;
        foreach (var copy in copies)
        {
            await using var restored = new Database(DatabaseAddress.Sqlite(copy));
            await restored.PrepareAsync(Cancel);
            var messages = await new SqlMessageStore(restored).AfterAsync(room.Id, 0, int.MaxValue, Cancel);
            messages.Select(m => m.Seq).ShouldBe(Enumerable.Range(1, messages.Count).Select(i => (long)i));
            (await new Parlance.Storage.Conversations.SqlConversationStore(restored).FindAsync(room.Id, Cancel)).ShouldNotBeNull().LastSeq.ShouldBe(messages.Count);
            messages.Count.ShouldBeGreaterThan((int)before);
            before = messages.Count - 1;
        }
    }

    [Fact]
    public async Task A_backup_overwrites_nothing()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("mine"), "mine", Cancel);

        Should.Throw<IOException>(() => SqliteBackup.Run(Engine.Address.SqlitePath!, folder.File("mine"))).Message.ShouldContain("exists");

        (await File.ReadAllTextAsync(folder.File("mine"), Cancel)).ShouldBe("mine");
        Should.Throw<StorageException>(() => SqliteBackup.Run(folder.File("nothing"), folder.File("copy")));
        Directory.GetFiles(folder.Path).ShouldHaveSingleItem();
    }
}
