using System.Data.Common;
using System.Diagnostics;

namespace Parlance.Bench.Commits;

/// <summary>What a row costs when nothing stands between a caller and the disk: one prepared insert and its commit, the yardstick for a sender alone.</summary>
internal sealed class BareInsert : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly DbCommand _insert;
    private readonly DbParameter _id;

    private BareInsert(DbConnection connection)
    {
        _connection = connection;
        _insert = connection.CreateCommand();
        _insert.CommandText = "insert into bare (id, content) values (@id, @content)";
        _id = Parameter("id", 0L);
        Parameter("content", Load.Content);
    }

    /// <param name="connection">Closed; owned by the result.</param>
    /// <param name="preparation">Settings that make the engine as durable as the store under test, or null.</param>
    public static async Task<BareInsert> OpenAsync(DbConnection connection, string? preparation, CancellationToken cancellationToken)
    {
        await connection.OpenAsync(cancellationToken);
        await using var create = connection.CreateCommand();
        create.CommandText = $"{preparation}; create table bare (id bigint primary key, content text not null)";
        await create.ExecuteNonQueryAsync(cancellationToken);
        var bare = new BareInsert(connection);
        await bare._insert.PrepareAsync(cancellationToken);
        return bare;
    }

    /// <summary>Synchronous, as the message log's writer is: nobody else waits on this thread.</summary>
    public TimeSpan Measure()
    {
        var began = Stopwatch.GetTimestamp();
        _id.Value = (long)_id.Value! + 1;
        _insert.ExecuteNonQuery(); // outside a transaction, so it commits by itself
        return Stopwatch.GetElapsedTime(began);
    }

    public async ValueTask DisposeAsync()
    {
        await _insert.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private DbParameter Parameter(string name, object value)
    {
        var parameter = _insert.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        _insert.Parameters.Add(parameter);
        return parameter;
    }
}
