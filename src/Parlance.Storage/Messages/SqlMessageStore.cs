using Parlance.Core;
using Parlance.Core.Messages;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Messages;

/// <summary>Reads of the log. On SQLite they run on the calling thread; on PostgreSQL they wait without one.</summary>
public sealed class SqlMessageStore(Database database) : IMessageStore
{
    public Task<long> HeadAsync(CancellationToken cancellationToken) => database.ReadAsync(s => HeadAsync(s, cancellationToken), cancellationToken);

    public Task<Message?> FindAsync(MessageId id, CancellationToken cancellationToken) =>
        database.ReadAsync(s => s.FirstAsync(MessageSql.Find, [("id", id.Value)], Rows.Message, cancellationToken), cancellationToken);

    public Task<Message?> FindByClientIdAsync(UserId sender, string clientId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            s => s.FirstAsync(MessageSql.FindByClientId, [("client_id", clientId), ("sender_id", sender.Value)], Rows.Message, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Message>> BeforeAsync(ConversationId conversation, long beforeSeq, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Message>>(
            async s =>
            {
                var messages = await s.QueryAsync(MessageSql.Before, [("conversation_id", conversation.Value), ("seq", beforeSeq), ("limit", limit)], Rows.Message, cancellationToken);
                messages.Reverse();
                return messages;
            },
            cancellationToken);

    public Task<IReadOnlyList<Message>> AfterAsync(ConversationId conversation, long afterSeq, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Message>>(
            async s => await s.QueryAsync(MessageSql.After, [("conversation_id", conversation.Value), ("seq", afterSeq), ("limit", limit)], Rows.Message, cancellationToken),
            cancellationToken);

    public Task<Changes?> ChangesAsync(IReadOnlyCollection<ConversationId> conversations, long position, int limit, CancellationToken cancellationToken) =>
        database.SnapshotAsync(s => new ChangesReader(s, position, limit, cancellationToken).ReadAsync(conversations), cancellationToken);

    public Task<IReadOnlyDictionary<ConversationId, Message>> NewestAsync(IReadOnlyCollection<ConversationId> conversations, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<ConversationId, Message>>(
            async s =>
            {
                var ids = StoredJson.Array(conversations.Select(c => c.Value));
                var messages = await s.QueryAsync(MessageSql.Newest, [("ids", ids)], Rows.Message, cancellationToken);
                return messages.ToDictionary(m => m.Conversation);
            },
            cancellationToken);

    public Task<IReadOnlyList<Message>> RecentAsync(ConversationId conversation, long afterSeq, long beforeSeq, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Message>>(
            async s =>
            {
                var messages = await s.QueryAsync(MessageSql.Recent,
                    [("conversation_id", conversation.Value), ("seq", beforeSeq), ("after", afterSeq), ("limit", limit)], Rows.Message, cancellationToken);
                messages.Reverse();
                return messages;
            },
            cancellationToken);

    public Task<IReadOnlyList<Message>> UndeliveredAsync(UserId user, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Message>>(
            async s =>
            {
                var messages = await s.QueryAsync(MessageSql.Undelivered, [("user_id", user.Value), ("limit", limit)], Rows.Message, cancellationToken);
                messages.Reverse();
                return messages;
            },
            cancellationToken);

    public Task<long> CountVisibleAsync(ConversationId conversation, long afterSeq, long uptoSeq, UserId? except, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async s => await s.ScalarAsync(MessageSql.CountVisible,
                [("conversation_id", conversation.Value), ("after", afterSeq), ("upto", uptoSeq), ("except", except?.Value ?? 0)], cancellationToken) ?? 0,
            cancellationToken);

    public Task<long> CountAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(async s => await s.ScalarAsync(MessageSql.Count, [], cancellationToken) ?? 0, cancellationToken);

    internal static async Task<long> HeadAsync(SqlSession session, CancellationToken cancellationToken) =>
        await session.ScalarAsync(LogSql.Position, [], cancellationToken) ?? 0;
}
