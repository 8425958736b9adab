using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Parlance.Bench.Commits;

/// <summary>One database engine with an empty database of its own, as durable as the product runs it.</summary>
internal abstract class Engine : IAsyncDisposable
{
    public abstract string Name { get; }

    /// <summary>As the setting of the same name; what the product's own store opens.</summary>
    public abstract string DatabaseUrl { get; }

    public abstract Task<BareInsert> OpenBareAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}

internal sealed class SqliteEngine : Engine
{
    private readonly string _folder;

    public SqliteEngine(string parent)
    {
        SQLitePCL.Batteries_V2.Init();
        _folder = Directory.CreateDirectory(Path.Combine(parent, $"sqlite-{Guid.NewGuid():N}")).FullName;
    }

    public override string Name => "SQLite, WAL, synchronous=FULL";

    public override string DatabaseUrl => $"sqlite:///{Path.Combine(_folder, "parlance.db")}";

    public override Task<BareInsert> OpenBareAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder, "bare.db"), Pooling = false }.ConnectionString);
        return BareInsert.OpenAsync(connection, "pragma journal_mode = wal; pragma synchronous = full", cancellationToken);
    }

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

internal sealed class PostgresEngine(TemporaryPostgres server) : Engine
{
    public override string Name => "PostgreSQL, default durability";

    public override string DatabaseUrl => server.Url;

    public override Task<BareInsert> OpenBareAsync(CancellationToken cancellationToken) =>
        BareInsert.OpenAsync(new NpgsqlConnection(server.ConnectionString), "set synchronous_commit = on", cancellationToken);

    public override ValueTask DisposeAsync() => server.DisposeAsync();
}
