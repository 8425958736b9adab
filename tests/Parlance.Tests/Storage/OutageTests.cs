using Parlance.Core;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Storage;
using Parlance.Storage.Accounts;
using Parlance.Storage.Messages;

namespace Parlance.Tests.Storage;

public sealed class SqliteOutageTests(SqliteEngine engine) : StoreContract(engine), IClassFixture<SqliteEngine>
{
    [Fact]
    public async Task A_full_disk_is_refused_and_forgotten_when_there_is_room_again()
    {
        var options = new StorageOptions { MaxPages = 200 };
        await using var database = new Database(await Engine.NewAddressAsync(), options);
        await database.PrepareAsync(Cancel);
        using var log = new SqlLogStore(database);
        var messages = new SqlMessageStore(database);
        var room = Create(log);
        var acknowledged = 0;

        var failure = Should.Throw<StorageException>(() =>
        {
            for (; acknowledged < 10_000; acknowledged++)
                Store(log, NewPost(room, new string('x', 3000), Unique("client-")));
        });
        failure.Message.ShouldContain("full");
        Should.Throw<StorageException>(() => Store(log, NewPost(room, new string('x', 30_000))));
        (await messages.AfterAsync(room.Id, 0, 10_000, Cancel)).Select(m => m.Seq).ShouldBe(Enumerable.Range(1, acknowledged).Select(i => (long)i));

        options.MaxPages = 100_000;
        var after = NewPost(room, new string('x', 30_000));
        Store(log, after);

        after.Message.ShouldNotBeNull().Seq.ShouldBe(acknowledged + 1);
        (await messages.AfterAsync(room.Id, 0, 10_000, Cancel)).Count.ShouldBe(acknowledged + 1);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_an_outage_with_a_remedy()
    {
        var address = await Engine.NewAddressAsync();
        await File.WriteAllTextAsync(address.SqlitePath!, new string('x', 5000), Cancel);
        await using var database = new Database(address);

        (await Should.ThrowAsync<StorageException>(() => database.PrepareAsync(Cancel))).Message.ShouldContain("restore a backup");
    }

    [Fact]
    public async Task Health_tells_a_missing_database_and_a_full_disk()
    {
        (await new DatabaseHealth(Database, Messages).CheckAsync(Cancel)).ShouldSatisfyAllConditions(h => h.IsReady.ShouldBeTrue(), h => h.FreeBytes.ShouldNotBeNull().ShouldBeGreaterThan(0));

        await using var missing = new Database(await Engine.NewAddressAsync());
        (await new DatabaseHealth(missing, new SqlMessageStore(missing)).CheckAsync(Cancel)).Problem.ShouldNotBeNull().ShouldContain("cannot be opened");

        await using var crowded = new Database(Engine.Address, new StorageOptions { MinFreeBytes = long.MaxValue });
        (await new DatabaseHealth(crowded, new SqlMessageStore(crowded)).CheckAsync(Cancel)).Problem.ShouldNotBeNull().ShouldContain("MiB left");
    }

    [Fact]
    public async Task Account_writes_and_the_log_take_turns()
    {
        var room = Room();
        var posts = Enumerable.Range(0, 300).Select(_ => NewPost(room)).ToList();

        var log = Task.Run(() => posts.ForEach(p => Append(p)), Cancel);
        var users = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => CreateUser(), Cancel)));
        await log;

        users.Select(u => u.Id).Distinct().Count().ShouldBe(100);
        posts[^1].Message.ShouldNotBeNull().Seq.ShouldBe(300);
    }

    [Fact]
    public async Task The_write_ahead_log_stays_bounded()
    {
        var room = Room();
        var rounds = 0;

        // How far it grows first depends on how fast the disk takes the checkpoints; but it must come to where it starts again instead of growing.
        await Eventually.Holds(() =>
        {
            var before = WriteAheadLog();
            for (var i = 0; i < 40; i++)
                Append([.. Enumerable.Range(0, 40).Select(_ => NewPost(room, new string('x', 60_000)))]);
            rounds++;
            return WriteAheadLog() <= before ? null : $"96 MB more made it {WriteAheadLog() >> 20} MiB";
        }, TimeSpan.FromSeconds(60));

        (await Conversations.FindAsync(room.Id, Cancel)).ShouldNotBeNull().LastSeq.ShouldBe(rounds * 1600);
    }

    private long WriteAheadLog() => new FileInfo(Engine.Address.SqlitePath + "-wal").Length;

    private Conversation Create(SqlLogStore log)
    {
        using var transaction = log.Begin();
        var room = transaction.CreateConversation(Template(transaction));
        transaction.Commit();
        return room.ShouldNotBeNull();
    }

    private static void Store(SqlLogStore log, Post post)
    {
        using var transaction = log.Begin();
        transaction.Append([post]);
        transaction.Commit();
    }
}

public sealed class PostgresOutageTests(PostgresEngine engine) : StoreContract(engine), IClassFixture<PostgresEngine>
{
    [Fact]
    public async Task Lost_connections_are_replaced()
    {
        var room = Room();
        Say(room, "before");
        (await Messages.HeadAsync(Cancel)).ShouldBeGreaterThan(0);

        await CutConnections();

        Say(room, "after").Seq.ShouldBe(2);
        (await Messages.AfterAsync(room.Id, 0, 10, Cancel)).Select(m => m.Content).ShouldBe(["before", "after"]);
        await Eventually.Holds(async () =>
        {
            try
            {
                await CreateUser();
                return null;
            }
            catch (StorageException e)
            {
                return e.Message;
            }
        });
    }

    [Fact]
    public async Task A_connection_lost_in_the_middle_of_a_transaction_is_an_outage_of_that_transaction_only()
    {
        var room = Room();
        using (var transaction = LogStore.Begin())
        {
            transaction.Append([NewPost(room, "lost")]);
            await CutConnections();
            Should.Throw<StorageException>(transaction.Commit);
        }

        Say(room, "stored").Seq.ShouldBe(1);
    }

    private async Task CutConnections() =>
        await (await PostgresServer.SharedAsync()).ExecuteAsync(
            $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{Engine.Address.SafeText.Split('/')[^1]}'");

    [Fact]
    public async Task A_server_that_is_not_there_is_an_outage()
    {
        var address = DatabaseAddress.Parse("postgresql://nobody:secret@127.0.0.1:1/none?connect_timeout=2");
        await using var database = new Database(address);

        await Should.ThrowAsync<StorageException>(() => database.PrepareAsync(Cancel));
        await Should.ThrowAsync<StorageException>(() => new SqlAccountStore(database).FindAsync(new UserId(1), Cancel));
        using var log = new SqlLogStore(database);
        Should.Throw<StorageException>(log.Begin).Message.ShouldNotContain("secret");
        (await new DatabaseHealth(database, new SqlMessageStore(database)).CheckAsync(Cancel)).IsReady.ShouldBeFalse();
    }
}
