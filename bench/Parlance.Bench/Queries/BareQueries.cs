using System.Data.Common;

namespace Parlance.Bench.Queries;

/// <summary>The same questions put to plain tables with nothing around them: no users, members, deletions or receipts. What a page cannot cost less than.</summary>
internal sealed class BareQueries : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly Engine _engine;

    private BareQueries(Engine engine)
    {
        _engine = engine;
        _connection = engine.Connect();
    }

    /// <summary>Copies what the store holds into the plain tables, in the same database.</summary>
    public static async Task<BareQueries> CopyAsync(Engine engine, CancellationToken cancellationToken)
    {
        var bare = new BareQueries(engine);
        await bare._connection.OpenAsync(cancellationToken);
        await bare.RunAsync($"create table bare (conversation_id bigint, seq bigint, sender_id bigint, content text, sent_at bigint, primary key (conversation_id, seq)) {engine.Clustered}", cancellationToken);
        await bare.RunAsync("insert into bare select conversation_id, seq, sender_id, content, sent_at from messages", cancellationToken);
        await bare.RunAsync("create table bare_reads (conversation_id bigint primary key, read_seq bigint)", cancellationToken);
        await bare.RunAsync("insert into bare_reads select conversation_id, 0 from (select distinct conversation_id from bare where conversation_id > 1) c", cancellationToken);
        foreach (var statement in engine.IndexBareWords)
            await bare.RunAsync(statement, cancellationToken);
        await bare.RunAsync(engine.Analyze, cancellationToken);
        return bare;
    }

    public Task<int> PageAsync(long conversation, long before, CancellationToken cancellationToken) =>
        ReadAsync($"select seq, sender_id, content, sent_at from bare where conversation_id = {conversation} and seq < @value order by seq desc limit 50", before, cancellationToken);

    public Task<int> UnreadAsync(CancellationToken cancellationToken) =>
        ReadAsync("select r.conversation_id, count(*) from bare_reads r join bare b on b.conversation_id = r.conversation_id and b.seq > r.read_seq where @value = 0 group by r.conversation_id", 0L, cancellationToken);

    public Task<int> NewestAsync(string word, CancellationToken cancellationToken) => ReadAsync(_engine.FindBareWords.Newest, word, cancellationToken);

    public Task<int> BestAsync(string word, CancellationToken cancellationToken) => ReadAsync(_engine.FindBareWords.Best, word, cancellationToken);

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();

    private async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<int> ReadAsync(string sql, object value, CancellationToken cancellationToken)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("value", value);
        command.Parameters.Add(parameter);
        var rows = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        for (var row = new object[reader.FieldCount]; await reader.ReadAsync(cancellationToken); rows++)
            reader.GetValues(row);
        return rows;
    }
}
