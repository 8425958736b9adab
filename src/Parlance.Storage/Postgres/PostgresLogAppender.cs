using Npgsql;
using Parlance.Core;
using Parlance.Core.Messages;
using Parlance.Storage.Messages;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Postgres;

/// <summary>A handful of round trips for a whole batch: heads, taken client ids, all inserts, and all heads with the commit.</summary>
internal sealed class PostgresLogAppender(SqlSession session) : LogAppender(session)
{
    private readonly List<SqlArg[]> _rows = [];
    private long _lastPosition;
    private readonly Dictionary<(UserId Sender, string ClientId), Message> _stored = [];
    private readonly Dictionary<(UserId Sender, string ClientId), AppendEntry> _collected = [];

    public override void Commit(LogHeads heads)
    {
        if (Session.TransactionFailed)
            throw new StorageException("A statement of the transaction failed; it can only be rolled back.");

        using var batch = new NpgsqlBatch((NpgsqlConnection)Session.Connection);
        foreach (var head in heads.Dirty)
        {
            Add(batch, LogSql.SaveHead,
            [
                ("last_seq", head.LastSeq), ("last_position", head.LastPosition), ("active_position", head.ActivePosition), ("member_count", head.MemberCount),
                ("id", head.Conversation),
            ]);
        }

        Add(batch, LogSql.SavePosition, [("position", heads.Position)]);
        Add(batch, "commit", []);
        Run(batch);
        Session.Committed();
    }

    public override void Dispose() { }

    protected override void Prepare(IReadOnlyList<AppendEntry> entries, LogHeads heads)
    {
        _rows.Clear();
        _stored.Clear();
        _collected.Clear();
        heads.Load(entries.Select(e => e.Conversation));

        var clientIds = entries.Where(e => e.ClientId is not null).Select(e => StorableText.Check(e.ClientId, "client_id")!).ToList();
        if (clientIds.Count == 0)
            return;
        foreach (var message in Session.Query(MessageSql.FindByClientIds, [("texts", StoredJson.Array(clientIds))], Rows.Message))
            _stored[(message.Sender, message.ClientId!)] = message;
    }

    // The lock of the log keeps other nodes from taking a client id between the look-up and the insert.
    protected override bool TryInsert(AppendEntry entry, long position, long seq)
    {
        if (entry.ClientId is { } clientId && (_stored.ContainsKey((entry.Sender, clientId)) || !_collected.TryAdd((entry.Sender, clientId), entry)))
            return false;

        _lastPosition = position;
        _rows.Add(
        [
            ("id", position), ("conversation_id", entry.Conversation.Value), ("seq", seq), ("sender_id", entry.Sender.Value), ("sender_name", entry.SenderName),
            ("sender_avatar", entry.SenderAvatar), ("kind", entry.Kind), ("content", entry.Content), ("attachments", StoredJson.Write(entry.Attachments)),
            ("reply_to", entry.ReplyTo?.Value), ("client_id", entry.ClientId), ("sent_at", entry.SentAt.ToUnixTimeMilliseconds()),
            ("mentions", StoredJson.WriteMentions(entry.Mentions)),
        ]);
        return true;
    }

    protected override Message First(UserId sender, string clientId) =>
        _stored.TryGetValue((sender, clientId), out var message) ? message : _collected[(sender, clientId)].Message!;

    protected override void Flush()
    {
        if (_rows.Count == 0)
            return;
        using var batch = new NpgsqlBatch((NpgsqlConnection)Session.Connection);
        foreach (var row in _rows)
            Add(batch, MessageSql.Insert, row);

        // At once: here the cost is round trips, not pages. It counts as one row for each message, like the inserts.
        Add(batch, MessageSql.Index, []);
        Add(batch, MessageSql.SaveIndexed, [("position", _lastPosition)]);

        // Nothing was taken when this was decided; a row that was not stored all the same would be an acknowledged loss.
        if (Run(batch) != 2 * _rows.Count + 1)
            throw new InvalidOperationException("Another writer took a client id inside the log's lock.");
    }

    private static void Add(NpgsqlBatch batch, string sql, ReadOnlySpan<SqlArg> args)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var arg in args)
            command.Parameters.Add(new NpgsqlParameter(arg.Name, arg.Type) { Value = arg.Value });
        batch.BatchCommands.Add(command);
    }

    private int Run(NpgsqlBatch batch)
    {
        try
        {
            return batch.ExecuteNonQuery();
        }
        catch (Exception e) when (Session.Note(e) is { } outage)
        {
            throw new StorageException(outage, e);
        }
    }
}
