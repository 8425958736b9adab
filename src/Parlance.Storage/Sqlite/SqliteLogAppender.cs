using Parlance.Core;
using Parlance.Core.Messages;
using Parlance.Storage.Messages;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Sqlite;

/// <summary>
/// Row by row, as there is no network to save: an insert is about five microseconds, and the unique index itself tells a repeat, so that nothing
/// is looked up first.
/// </summary>
internal sealed class SqliteLogAppender(SqlSession session) : LogAppender(session)
{
    private readonly RawStatement _insert = new(session, MessageSql.Insert,
        "id", "conversation_id", "seq", "sender_id", "sender_name", "sender_avatar", "kind", "content", "attachments", "reply_to", "client_id", "sent_at",
        "mentions");

    private readonly RawStatement _saveHead = new(session, LogSql.SaveHead, "last_seq", "last_position", "active_position", "member_count", "id");
    // Since this connection indexed last; what another one left is indexed with it. A transaction that is rolled back leaves it too high, which only
    // brings the next indexing forward, or (when the indexing itself was rolled back) the one after by as much.
    private int _unindexed = SqlDialect.MaxUnindexed / 2;
    private readonly RawStatement _savePosition = new(session, LogSql.SavePosition, "position");

    public override void Commit(LogHeads heads)
    {
        foreach (var head in heads.Dirty)
        {
            _saveHead.Bind(1, head.LastSeq);
            _saveHead.Bind(2, head.LastPosition);
            _saveHead.Bind(3, head.ActivePosition);
            _saveHead.Bind(4, head.MemberCount);
            _saveHead.Bind(5, head.Conversation);
            _saveHead.Run();
        }

        _savePosition.Bind(1, heads.Position);
        _savePosition.Run();
        if (_unindexed >= SqlDialect.MaxUnindexed)
            Index(heads.Position);
        Session.Commit();
    }

    private void Index(long position)
    {
        Session.Execute(MessageSql.Index, []);
        Session.Execute(MessageSql.SaveIndexed, [("position", position)]);
        _unindexed = 0;
    }

    public override void Dispose()
    {
        _insert.Dispose();
        _saveHead.Dispose();
        _savePosition.Dispose();
    }

    protected override bool TryInsert(AppendEntry entry, long position, long seq)
    {
        _insert.Bind(1, position);
        _insert.Bind(2, entry.Conversation.Value);
        _insert.Bind(3, seq);
        _insert.Bind(4, entry.Sender.Value);
        _insert.Bind(5, entry.SenderName);
        _insert.Bind(6, entry.SenderAvatar);
        _insert.Bind(7, entry.Kind);
        _insert.Bind(8, entry.Content);
        _insert.Bind(9, StoredJson.Write(entry.Attachments));
        _insert.Bind(10, entry.ReplyTo?.Value);
        _insert.Bind(11, entry.ClientId);
        _insert.Bind(12, entry.SentAt.ToUnixTimeMilliseconds());
        _insert.Bind(13, StoredJson.WriteMentions(entry.Mentions));
        if (_insert.Run() == 0)
            return false;
        _unindexed++;
        return true;
    }

    protected override Message First(UserId sender, string clientId) =>
        Session.First(MessageSql.FindByClientId, [("client_id", clientId), ("sender_id", sender.Value)], Rows.Message)
        ?? throw new InvalidOperationException("A client id is taken by a message that is not there.");
}
