using System.Data.Common;
using Parlance.Core;
using Parlance.Core.Search;
using Parlance.Storage.Messages;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Search;

/// <summary>The full-text index, beside the messages in the same database: what it says of itself is true after any crash.</summary>
public sealed class SqlSearchStore(Database database) : ISearchStore
{
    private static readonly Func<DbDataReader, SearchDocument> Document = row => new SearchDocument(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3));

    private readonly SearchEngine _engine = database.Dialect.Search;
    private readonly string _find = SearchSql.Find(database.Dialect.Search);

    // On PostgreSQL the lock of the head makes the nodes index one after the other; on SQLite there is one writer anyway.
    public Task<bool> IndexAsync(int limit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async s =>
            {
                var position = await StartAsync(s, cancellationToken);

                // In this order: what is committed between two of these statements (PostgreSQL) is read with the next, never passed over.
                var head = await SqlMessageStore.HeadAsync(s, cancellationToken);
                if (await TakeChangesAsync(s, position, limit, cancellationToken) == limit)
                    return true;
                var posted = await s.QueryAsync(SearchSql.Posted, [("position", position), ("limit", limit)], Document, cancellationToken);
                await ChangeAsync(s, _engine.Add, posted, cancellationToken);

                var reached = posted.Count == limit ? posted[^1].Id : Math.Max(head, posted.Count > 0 ? posted[^1].Id : 0);
                if (reached != position)
                    await s.ExecuteAsync(SearchSql.SaveHead, [("position", reached), ("version", Words.Version)], cancellationToken);
                return posted.Count == limit;
            },
            cancellationToken);

    public Task<SearchFinds> FindAsync(UserId reader, SearchQuery query, SearchScope scope, long below, int limit, CancellationToken cancellationToken) =>
        database.SnapshotAsync(
            async s =>
            {
                var (position, _) = await HeadAsync(s, SearchSql.Head, cancellationToken);
                var ids = await FindIdsAsync(s, reader, query, scope, Math.Min(below, position + 1), limit, cancellationToken);
                if (ids.Count == 0)
                    return new SearchFinds([], position);
                var messages = await s.QueryAsync(MessageSql.FindMany, [("ids", StoredJson.Array(ids))], Rows.Message, cancellationToken);
                return new SearchFinds(messages, position);
            },
            cancellationToken);

    /// <returns>The newest ids, newest first.</returns>
    private async Task<List<long>> FindIdsAsync(
        SqlSession session, UserId reader, SearchQuery query, SearchScope scope, long below, int limit, CancellationToken cancellationToken)
    {
        List<(ConversationId Id, long Active)> conversations = scope.Conversation is { } one
            ? [(one, long.MaxValue)]
            : await session.QueryAsync(SearchSql.Active, [("user_id", reader.Value)], Rows.NumberOf, cancellationToken);

        // Stretch by stretch, the newest first, and in each the conversations in which something was said last first: so whatever cannot hold anything newer than
        // what was found already is not asked for.
        var found = new List<long>();
        foreach (var step in _engine.Steps(below - 1))
        {
            foreach (var chunk in conversations.Chunk(_engine.ChunkSize))
            {
                var from = found.Count == limit ? Math.Max(step, found[^1] + 1) : step;
                if (chunk[0].Active < from || from >= below)
                    break;
                var ids = chunk.TakeWhile(c => c.Active >= from).Select(c => c.Id.Value).ToList();
                found.AddRange(await session.QueryAsync(_find,
                    [
                        ("query", _engine.Query(query, ids, scope.From, from, below - 1)), ("above", from - 1), ("below", below), ("user_id", reader.Value), ("limit", limit),
                    ],
                    Rows.Number, cancellationToken));
                found.Sort((a, b) => b.CompareTo(a));
                if (found.Count > limit)
                    found.RemoveRange(limit, found.Count - limit);
            }

            if (found.Count == limit)
                break;
            below = step;
        }

        return found;
    }

    /// <returns>The position up to which is indexed; 0 when the index was made under other rules and is emptied.</returns>
    private async Task<long> StartAsync(SqlSession session, CancellationToken cancellationToken)
    {
        var (position, version) = await HeadAsync(session, SearchSql.LockHead, cancellationToken);
        if (version == Words.Version)
            return position;
        await session.ExecuteAsync(_engine.Clear, [], cancellationToken);
        await session.ExecuteAsync(SearchSql.SaveHead, [("position", 0), ("version", Words.Version)], cancellationToken);
        return 0;
    }

    /// <returns>How many changes there were, at most the limit.</returns>
    private async Task<int> TakeChangesAsync(SqlSession session, long position, int limit, CancellationToken cancellationToken)
    {
        var changes = await session.QueryAsync(SearchSql.Changes, [("limit", limit)], Document, cancellationToken);
        if (changes.Count == 0)
            return 0;
        var before = changes.DistinctBy(change => change.Id).ToList();
        await session.ExecuteAsync(SearchSql.ForgetChanges, [("ids", StoredJson.Array(before.Select(change => change.Id)))], cancellationToken);

        // What is not indexed yet will be, as it is by then.
        var indexed = before.Where(change => change.Id <= position).ToList();
        if (indexed.Count == 0)
            return changes.Count;
        await ChangeAsync(session, _engine.Remove, indexed, cancellationToken);
        var current = await session.QueryAsync(SearchSql.Current, [("ids", StoredJson.Array(indexed.Select(change => change.Id)))], Document, cancellationToken);
        await ChangeAsync(session, _engine.Add, current, cancellationToken);
        return changes.Count;
    }

    /// <summary>Runs a statement about documents; one without content is not in the index.</summary>
    private async Task ChangeAsync(SqlSession session, string sql, List<SearchDocument> documents, CancellationToken cancellationToken)
    {
        documents = [.. documents.Where(document => document.Content.Length > 0)];
        if (documents.Count > 0)
            await session.ExecuteAsync(sql, [("rows", _engine.Rows(documents))], cancellationToken);
    }

    private static async Task<(long Position, long Version)> HeadAsync(SqlSession session, string sql, CancellationToken cancellationToken) =>
        (await session.QueryAsync(sql, [], static row => (row.GetInt64(0), row.GetInt64(1)), cancellationToken))[0];
}
