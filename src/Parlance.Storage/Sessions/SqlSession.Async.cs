using System.Data.Common;
using Parlance.Core.Messages;

namespace Parlance.Storage.Sessions;

// What the stores use: PostgreSQL's network is awaited; SQLite's calls complete on the calling thread, because a read out of the page cache takes
// tens of microseconds and a hop to another thread would cost as much again. Event loops of sockets never call stores themselves.
internal sealed partial class SqlSession
{
    public async Task BeginAsync(string begin, CancellationToken cancellationToken)
    {
        await ExecuteAsync(begin, [], cancellationToken);
        (InTransaction, TransactionFailed) = (true, false);
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync("commit", [], cancellationToken);
        InTransaction = false;
    }

    public async Task RollbackAsync()
    {
        if (!InTransaction)
            return;
        InTransaction = false;
        try
        {
            if (!IsBroken)
                await ExecuteAsync("rollback", [], CancellationToken.None);
        }
        catch (Exception e) when (e is StorageException or DbException or InvalidOperationException)
        {
            IsBroken = true;
        }
    }

    public Task<List<T>> QueryAsync<T>(string sql, ReadOnlySpan<SqlArg> args, Func<DbDataReader, T> map, CancellationToken cancellationToken) =>
        ReadRowsAsync(Bind(sql, args), map, static _ => true, cancellationToken);

    /// <param name="keep">Reading stops, without fetching more where the engine allows it, at the first row for which this is false; that row is left out.</param>
    public Task<List<T>> QueryWhileAsync<T>(string sql, ReadOnlySpan<SqlArg> args, Func<DbDataReader, T> map, Func<T, bool> keep, CancellationToken cancellationToken) =>
        ReadRowsAsync(Bind(sql, args), map, keep, cancellationToken);

    public async Task<T?> FirstAsync<T>(string sql, SqlArg[] args, Func<DbDataReader, T> map, CancellationToken cancellationToken) where T : class =>
        await QueryAsync(sql, args, map, cancellationToken) is [var row, ..] ? row : null;

    public async Task<long?> ScalarAsync(string sql, SqlArg[] args, CancellationToken cancellationToken) =>
        await QueryAsync(sql, args, Rows.Number, cancellationToken) is [var number, ..] ? number : null;

    public Task<int> ExecuteAsync(string sql, ReadOnlySpan<SqlArg> args, CancellationToken cancellationToken) =>
        RunAsync(Bind(sql, args), cancellationToken);

    private async Task<int> RunAsync(DbCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception e) when (Note(e) is { } outage)
        {
            throw new StorageException(outage, e);
        }
    }

    private async Task<List<T>> ReadRowsAsync<T>(DbCommand command, Func<DbDataReader, T> map, Func<T, bool> keep, CancellationToken cancellationToken)
    {
        try
        {
            var rows = new List<T>();
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken) && map(reader) is var row && keep(row))
                rows.Add(row);
            return rows;
        }
        catch (Exception e) when (Note(e) is { } outage)
        {
            throw new StorageException(outage, e);
        }
    }
}
