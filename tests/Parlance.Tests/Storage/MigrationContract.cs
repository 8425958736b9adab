using Parlance.Storage;
using Parlance.Storage.Conversations;
using Parlance.Storage.Messages;
using Parlance.Storage.Schema;
using Parlance.Storage.Sessions;

namespace Parlance.Tests.Storage;

public abstract class MigrationContract(Engine engine) : StoreContract(engine)
{
    [Fact]
    public async Task Preparing_again_changes_nothing()
    {
        var room = Room();

        await using var again = new Database(Engine.Address);
        await again.PrepareAsync(Cancel);

        (await Conversations.FindAsync(room.Id, Cancel)).ShouldNotBeNull();
        (await VersionsAsync(Database)).ShouldBe(Migrations.Embedded.Select(m => m.Version));
    }

    [Fact]
    public async Task Nodes_that_start_at_once_on_an_empty_database_migrate_it_once()
    {
        var address = await Engine.NewAddressAsync();
        var nodes = Enumerable.Range(0, 5).Select(_ => new Database(address)).ToList();

        await Task.WhenAll(nodes.Select(node => Task.Run(() => node.PrepareAsync(Cancel))));

        (await VersionsAsync(nodes[0])).ShouldBe(Migrations.Embedded.Select(m => m.Version));
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_untouched()
    {
        await using var newer = new Database(await Engine.NewAddressAsync());
        await newer.PrepareAsync(Cancel);
        await newer.WriteAsync(s => s.ExecuteAsync("insert into schema_migrations (version, name, applied_at) values (9999, '9999_later', 0)", [], Cancel), Cancel);

        var refused = await Should.ThrowAsync<SchemaTooNewException>(() => newer.PrepareAsync(Cancel));

        refused.Found.ShouldBe(9999);
        refused.Message.ShouldContain("9999");
        (await new SqlMessageStore(newer).HeadAsync(Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task A_migration_that_fails_half_way_leaves_nothing()
    {
        var address = await Engine.NewAddressAsync();
        await using var database = new Database(address);
        database.Dialect.Prepare();
        Migration[] broken = [new(1, "0001_fine", "create table fine (id {id})"), new(2, "0002_broken", "create table also_fine (id {id}); insert into nowhere values (1)")];

        using (var session = new SqlSession(database.Dialect, database.Dialect.Connect(SessionUse.Write)))
            await Should.ThrowAsync<System.Data.Common.DbException>(() => Migrations.ApplyAsync(session, broken, Clock, Cancel));

        await database.PrepareAsync(Cancel);
        (await VersionsAsync(database)).ShouldBe(Migrations.Embedded.Select(m => m.Version));
    }

    [Fact]
    public async Task Direct_conversations_that_were_there_before_get_their_pair_key()
    {
        await using var database = new Database(await Engine.NewAddressAsync());
        database.Dialect.Prepare();
        using var session = new SqlSession(database.Dialect, database.Dialect.Connect(SessionUse.Write));
        await Migrations.ApplyAsync(session, [.. Migrations.Embedded.Where(m => m.Version < 5)], Clock, Cancel);
        // A capital letter comes before a small one by code unit, whatever a language says.
        await session.ExecuteAsync("""
            insert into users (id, key, display_name, display_folded, role, created_at) values (1, 'b-key', 'Ana', 'ana', 1, 0), (2, 'Z-key', 'Ben', 'ben', 1, 0), (3, 'a-key', 'Carl', 'carl', 1, 0);
            insert into conversations (id, key, kind, privacy, name, max_members, position, created_at, search_folded)
                values (11, 'direct:1-2', 1, 1, '', 2, 1, 0, ''), (12, 'direct:1-3', 1, 1, '', 2, 2, 0, ''), (13, 'lounge', 0, 0, 'Lounge', 9, 3, 0, 'lounge');
            insert into conversation_heads (conversation_id, last_seq, last_position, active_position, member_count) values (11, 0, 1, 1, 2), (12, 0, 2, 2, 2), (13, 0, 3, 3, 2);
            insert into members (conversation_id, user_id, role, state, display_name, delivered_seq, read_seq, joined_at, position, receipt_position)
                values (11, 1, 0, 0, 'Ana', 0, 0, 0, 1, 0), (11, 2, 0, 0, 'Ben', 0, 0, 0, 1, 0), (12, 3, 0, 0, 'Carl', 0, 0, 0, 2, 0), (12, 1, 0, 0, 'Ana', 0, 0, 0, 2, 0),
                       (13, 1, 0, 0, 'Ana', 0, 0, 0, 3, 0), (13, 2, 0, 0, 'Ben', 0, 0, 0, 3, 0);
            """, [], Cancel);

        await Migrations.ApplyAsync(session, Migrations.Embedded, Clock, Cancel);

        var store = new SqlConversationStore(database);
        (await store.FindByKeyAsync("direct:1-2", Cancel)).ShouldNotBeNull().PairKey.ShouldBe("Z-key-b-key");
        (await store.FindByKeyAsync("direct:1-3", Cancel)).ShouldNotBeNull().PairKey.ShouldBe("a-key-b-key");
        (await store.FindByKeyAsync("lounge", Cancel)).ShouldNotBeNull().PairKey.ShouldBeNull();
        (await store.FindByPairAsync("a-key-b-key", Cancel)).ShouldHaveSingleItem().Id.Value.ShouldBe(12);
    }

    private static Task<List<long>> VersionsAsync(Database database) =>
        database.ReadAsync(s => s.QueryAsync("select version from schema_migrations order by version", [], Rows.Number, Cancel), Cancel);
}

public sealed class MigrationsOnSqlite(SqliteEngine engine) : MigrationContract(engine), IClassFixture<SqliteEngine>;

public sealed class MigrationsOnPostgres(PostgresEngine engine) : MigrationContract(engine), IClassFixture<PostgresEngine>;
