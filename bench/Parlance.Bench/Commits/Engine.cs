using Microsoft.Data.Sqlite;
using Npgsql;
using Parlance.Storage;
using Parlance.Testing;

namespace Parlance.Bench.Commits;

/// <summary>One database engine as the product runs it, with an empty database for the log and a place beside it for the bare insert.</summary>
internal abstract class Engine : IAsyncDisposable
{
    public abstract string Name { get; }

    public abstract DatabaseAddress Address { get; }

    public abstract Task<BareInsert> OpenBareAsync(CancellationToken cancellationToken);

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

    private PostgresEngine(PostgresServer server, string url)
    {
        _server = server;
        Address = DatabaseAddress.Parse(url);
    }

    public override string Name => "PostgreSQL, default durability";

    public override DatabaseAddress Address { get; }

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
