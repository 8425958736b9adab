using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Parlance.Core.Messages;
using Parlance.Storage.Schema;
using Parlance.Storage.Sessions;

namespace Parlance.Storage;

/// <summary>The one database of this node. The stores read and write through it; call <see cref="PrepareAsync"/> before any of them.</summary>
public sealed partial class Database : IAsyncDisposable
{
    private readonly SessionPool _readers;
    private readonly SessionPool _writers;
    private readonly ILogger<Database> _logger;

    public Database(DatabaseAddress address, StorageOptions? options = null, TimeProvider? time = null, ILogger<Database>? logger = null)
    {
        Address = address;
        Options = options ?? new StorageOptions();
        Time = time ?? TimeProvider.System;
        _logger = logger ?? NullLogger<Database>.Instance;
        Dialect = SqlDialect.For(address, Options);
        _readers = new SessionPool(Dialect, SessionUse.Read, Dialect.Readers);
        _writers = Dialect.Writers is { } writers ? new SessionPool(Dialect, SessionUse.Write, writers) : _readers;
    }

    public DatabaseAddress Address { get; }

    internal StorageOptions Options { get; }

    internal TimeProvider Time { get; }

    internal SqlDialect Dialect { get; }

    /// <summary>Creates what is missing and applies the migrations that are new to this database. Several nodes may do so at once.</summary>
    /// <exception cref="SchemaTooNewException">A newer Parlance migrated this database.</exception>
    /// <exception cref="StorageException">The database cannot be reached or written.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            Dialect.Prepare();
            using var session = new SqlSession(Dialect, await Dialect.ConnectAsync(SessionUse.Write, cancellationToken));
            var applied = await Migrations.ApplyAsync(session, Migrations.Embedded, Time, cancellationToken);
            Log.Prepared(_logger, Address.SafeText, applied);
        }
        catch (Exception e) when (Dialect.Outage(e) is { } outage)
        {
            throw new StorageException(outage, e);
        }
    }

    /// <summary>Runs reads that need not agree with one another. May run <paramref name="work"/> twice.</summary>
    internal async Task<T> ReadAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellationToken)
    {
        var (session, wasIdle) = await _readers.RentAsync(cancellationToken);
        try
        {
            return await work(session);
        }
        catch (StorageException) when (wasIdle)
        {
            // The database was probably restarted since; a fresh connection knows. A read can be repeated, a write could not.
            _readers.Clear();
        }
        finally
        {
            _readers.Return(session);
        }

        return await ReadAsync(work, cancellationToken);
    }

    /// <summary>Runs reads that all see one state of the database.</summary>
    internal Task<T> SnapshotAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellationToken) =>
        ReadAsync(
            async session =>
            {
                try
                {
                    await session.BeginAsync(Dialect.BeginSnapshot, cancellationToken);
                    var result = await work(session);
                    await session.CommitAsync(cancellationToken);
                    return result;
                }
                finally
                {
                    await session.RollbackAsync();
                }
            },
            cancellationToken);

    /// <summary>Runs <paramref name="work"/> in a transaction and commits it; any exception rolls back.</summary>
    internal async Task<T> WriteAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellationToken)
    {
        if (Dialect.Gate is { } gate)
            await gate.EnterAsync(cancellationToken);
        try
        {
            var (session, _) = await _writers.RentAsync(cancellationToken);
            try
            {
                Dialect.BeforeWrite(session);
                await session.BeginAsync(Dialect.BeginWrite, cancellationToken);
                var result = await work(session);
                // A commit is never abandoned half-way: its outcome would be unknown.
                await session.CommitAsync(CancellationToken.None);
                Dialect.AfterCommit(session);
                return result;
            }
            finally
            {
                await session.RollbackAsync();
                _writers.Return(session);
            }
        }
        finally
        {
            Dialect.Gate?.Exit();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _readers.Dispose();
        _writers.Dispose();
        await Dialect.DisposeAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Information, "Database {Database} is ready; {Applied} migrations were applied now.")]
        public static partial void Prepared(ILogger logger, string database, int applied);
    }
}
