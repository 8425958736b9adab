using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Parlance.Bench.Commits;
using Parlance.Storage;
using Parlance.Testing;

namespace Parlance.Bench;

/// <summary>One database engine as the product runs it, with an empty database for the log and a place beside it for the bare insert.</summary>
internal abstract class Engine : IAsyncDisposable
{
    public abstract string Name { get; }

    public abstract DatabaseAddress Address { get; }

    public abstract Task<BareInsert> OpenBareAsync(CancellationToken cancellationToken);

    /// <summary>A connection to the log's own database that goes around the store; closed.</summary>
    public abstract DbConnection Connect();

    /// <summary>What a table keyed by (conversation, sequence number) is declared with, so that its rows stand in that order where the engine can.</summary>
    public abstract string Clustered { get; }

    /// <summary>Brings the planner's statistics up to date, as an engine left alone does sooner or later.</summary>
    public abstract string Analyze { get; }

    /// <summary>Statements that index the content of the table `bare` with what the engine brings for that, under the name `bare_search`.</summary>
    public abstract IReadOnlyList<string> IndexBareWords { get; }

    /// <summary>The newest 20 ids of `bare_search` that hold @value, and the best 20 by the engine's own ranking.</summary>
    public abstract (string Newest, string Best) FindBareWords { get; }

    public abstract ValueTask DisposeAsync();
}

internal sealed class SqliteEngine : Engine
{
    private readonly string _folder;

    /// <param name="parent">An existing folder on the disk to be measured.</param>
    public SqliteEngine(string parent)
    {
        SQLitePCL.Batteries_V2.Init();
        _folder = Directory.CreateDirectory(Path.Combine(parent, $"sqlite-{Guid.NewGuid():N}")).FullName;
    }

    public override string Name => "SQLite, WAL, synchronous=FULL";

    public override DatabaseAddress Address => DatabaseAddress.Sqlite(Path.Combine(_folder, "parlance.db"));

    public override string Clustered => "without rowid";

    public override string Analyze => "pragma optimize";

    public override IReadOnlyList<string> IndexBareWords =>
    [
        "create virtual table bare_search using fts5(content, content='', tokenize='ascii')",
        "insert into bare_search (rowid, content) select seq, content from bare where conversation_id = 1",
    ];

    public override (string Newest, string Best) FindBareWords =>
        ("select rowid from bare_search where bare_search match @value order by rowid desc limit 20", "select rowid from bare_search where bare_search match @value order by rank limit 20");

    public override DbConnection Connect() => new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder, "parlance.db"), Pooling = false }.ConnectionString);

    public override Task<BareInsert> OpenBareAsync(CancellationToken cancellationToken)
    {
        var address = new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder, "bare.db"), Pooling = false };
        return BareInsert.OpenAsync(new SqliteConnection(address.ConnectionString), "pragma journal_mode = wal; pragma synchronous = full", cancellationToken);
    }

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

internal sealed class PostgresEngine : Engine
{
    private readonly PostgresServer _server;
    private readonly string _database;

    private PostgresEngine(PostgresServer server, string url)
    {
        _server = server;
        _database = new Uri(url).AbsolutePath[1..];
        Address = DatabaseAddress.Parse(url);
    }

    public override string Name => "PostgreSQL, default durability";

    public override DatabaseAddress Address { get; }

    public override string Clustered => "";

    public override string Analyze => "vacuum analyze";

    public override IReadOnlyList<string> IndexBareWords =>
    [
        "create table bare_search (id bigint primary key, words tsvector)",
        "insert into bare_search select seq, to_tsvector('simple', content) from bare where conversation_id = 1",
        "create index bare_search_words on bare_search using gin (words)",
    ];

    public override (string Newest, string Best) FindBareWords =>
        ("select id from bare_search where words @@ to_tsquery('simple', @value) order by id desc limit 20",
            "select id from bare_search where words @@ to_tsquery('simple', @value) order by ts_rank(words, to_tsquery('simple', @value)) desc limit 20");

    public override DbConnection Connect() => new NpgsqlConnection($"Host=127.0.0.1;Port={_server.Port};Username=postgres;Database={_database};Pooling=false;CommandTimeout=600");

    /// <summary>The server lives in the system's folder for temporary files, and so does its bare insert.</summary>
    public static async Task<PostgresEngine> StartAsync()
    {
        var server = await PostgresServer.StartAsync();
        return new PostgresEngine(server, await server.CreateDatabaseAsync());
    }

    public override Task<BareInsert> OpenBareAsync(CancellationToken cancellationToken) =>
        BareInsert.OpenAsync(
            new NpgsqlConnection($"Host=127.0.0.1;Port={_server.Port};Username=postgres;Database=postgres;Pooling=false"),
            "set synchronous_commit = on",
            cancellationToken);

    public override ValueTask DisposeAsync() => _server.DisposeAsync();
}
