using Parlance.Storage;

namespace Parlance.Tests.Storage;

/// <summary>A fresh database of one engine, for the tests of one class.</summary>
public abstract class Engine : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Database? _database; // guarded by _gate

    /// <summary>Null, or why the tests of this engine are skipped.</summary>
    public abstract string? Missing { get; }

    public TestClock Clock { get; } = new();

    public DatabaseAddress Address { get; private set; } = null!;

    /// <summary>The class's database, migrated; made by whoever asks first.</summary>
    public async Task<Database> DatabaseAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_database is not null)
                return _database;
            Address = await NewAddressAsync();
            _database = new Database(Address, time: Clock);
            await _database.PrepareAsync(CancellationToken.None);
            return _database;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The address of another, empty database.</summary>
    public abstract Task<DatabaseAddress> NewAddressAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
        _gate.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class SqliteEngine : Engine
{
    private readonly TempFolder _folder = new();
    private int _files;

    public override string? Missing => null;

    public override Task<DatabaseAddress> NewAddressAsync() =>
        Task.FromResult(DatabaseAddress.Sqlite(_folder.File($"{Interlocked.Increment(ref _files)}.db")));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}

public sealed class PostgresEngine : Engine
{
    public override string? Missing => PostgresServer.Missing;

    public override async Task<DatabaseAddress> NewAddressAsync() =>
        DatabaseAddress.Parse(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync());
}

/// <summary>Stops the PostgreSQL that tests of this assembly started.</summary>
public sealed class PostgresLifetime : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await PostgresServer.StopSharedAsync();
}
