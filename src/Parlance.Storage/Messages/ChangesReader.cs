using Parlance.Core;
using Parlance.Core.Messages;
using Parlance.Storage.Conversations;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Messages;

/// <summary>Reads what changed after a position, inside one snapshot. Costs what changed, not what there is.</summary>
/// <remarks>
/// Conversations that are quiet since the position are skipped by their head. In the others new messages are read from the newest backwards and the
/// first old one ends it: positions grow with sequence numbers. (Asking for "id above the position" instead would make PostgreSQL walk the whole
/// conversation, since it does not know that.)
/// </remarks>
internal sealed class ChangesReader(SqlSession session, long position, int limit, CancellationToken cancellationToken)
{
    /// <summary>Messages fetched by the first statement; each further one of a conversation fetches eight times as many.</summary>
    private const int FirstPage = 32;

    private int _left = limit;

    /// <returns>Null when more than the limit changed.</returns>
    public async Task<Changes?> ReadAsync(IReadOnlyCollection<ConversationId> conversations)
    {
        var head = await SqlMessageStore.HeadAsync(session, cancellationToken);
        var all = StoredJson.Array(conversations.Select(c => c.Value));
        var changed = head <= position ? [] : await session.QueryAsync(MessageSql.ChangedHeads, [("ids", all), ("position", position)], Rows.Head, cancellationToken);
        if (changed.Count == 0)
            return new Changes(head, [], [], [], [], []);

        var posted = new List<Message>();
        foreach (var active in changed.Where(c => c.ActivePosition > position && c.LastSeq > 0))
        {
            if (!await TryReadPostedAsync(active, posted))
                return null;
        }

        posted.Sort((a, b) => a.Id.Value.CompareTo(b.Id.Value));

        var ids = StoredJson.Array(changed.Select(c => c.Conversation));
        if (await SomeAsync(MessageSql.Revised, ids, Rows.Message) is not { } revised
            || await SomeAsync(MemberSql.Changed, ids, Rows.Member) is not { } members
            || await SomeAsync(MemberSql.Receipts, ids, Rows.Member) is not { } receipts
            || await SomeAsync(ConversationSql.Changed, ids, Rows.Conversation) is not { } renewed)
        {
            return null;
        }

        return new Changes(head, posted, revised, members, receipts, renewed);
    }

    private async Task<bool> TryReadPostedAsync(LogHead head, List<Message> posted)
    {
        // One look at the message just out of reach spares reading all that is within it only to throw it away.
        if (head.LastSeq > _left
            && await session.ScalarAsync(MessageSql.IdAt, [("conversation_id", head.Conversation), ("seq", head.LastSeq - _left)], cancellationToken) > position)
        {
            return false;
        }

        var before = head.LastSeq + 1;
        for (var page = FirstPage; ; page = Math.Min(page * 8, 4096))
        {
            var messages = await session.QueryWhileAsync(
                MessageSql.Before, [("conversation_id", head.Conversation), ("seq", before), ("limit", page)], Rows.Message, m => m.Id.Value > position, cancellationToken);
            posted.AddRange(messages);
            _left -= messages.Count;
            if (_left < 0)
                return false;
            if (messages.Count < page)
                return true;
            before = messages[^1].Seq;
        }
    }

    private async Task<List<T>?> SomeAsync<T>(string sql, string ids, Func<System.Data.Common.DbDataReader, T> map)
    {
        var rows = await session.QueryAsync(sql, [("ids", ids), ("position", position), ("limit", _left + 1)], map, cancellationToken);
        _left -= rows.Count;
        return _left < 0 ? null : rows;
    }
}
