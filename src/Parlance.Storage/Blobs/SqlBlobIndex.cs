using System.Data.Common;
using Parlance.Core;
using Parlance.Core.Media;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Blobs;

public sealed class SqlBlobIndex(Database database) : IBlobIndex
{
    public Task AddAsync(IReadOnlyCollection<Blob> blobs, CancellationToken cancellationToken) =>
        EachAsync(blobs, BlobSql.Add, blob =>
        [
            ("name", blob.Name), ("kind", (long)blob.Kind), ("owner_id", blob.Owner?.Value), ("content_type", blob.ContentType), ("size", blob.Size),
            ("created_at", blob.CreatedAt.ToUnixTimeMilliseconds()),
        ], cancellationToken);

    public Task MarkUsedAsync(IReadOnlyCollection<string> names, ConversationId? by, CancellationToken cancellationToken) => by is { } conversation
        ? EachAsync(names, BlobSql.MarkShown, name => [("name", name), ("conversation_id", conversation.Value)], cancellationToken)
        : EachAsync(names, BlobSql.MarkUsed, name => [("name", name)], cancellationToken);

    public Task MarkSentAsync(IReadOnlyCollection<string> names, UserId by, MessageId message, CancellationToken cancellationToken) =>
        EachAsync(names, BlobSql.MarkSent, name => [("name", name), ("owner_id", by.Value), ("message_id", message.Value)], cancellationToken);

    public Task RemoveAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        EachAsync(names, BlobSql.Remove, name => [("name", name)], cancellationToken);

    public Task<Blob?> FindAsync(string name, CancellationToken cancellationToken) =>
        database.ReadAsync(s => s.FirstAsync(BlobSql.Find, [("name", name)], Row, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Blob>> OfUserAsync(UserId owner, CancellationToken cancellationToken) =>
        ListAsync(BlobSql.OfUser, [("owner_id", owner.Value)], cancellationToken);

    public Task<IReadOnlyList<Blob>> OfMessageAsync(MessageId message, CancellationToken cancellationToken) =>
        ListAsync(BlobSql.OfMessage, [("message_id", message.Value)], cancellationToken);

    public Task<IReadOnlyList<Blob>> OfConversationAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        ListAsync(BlobSql.OfConversation, [("conversation_id", conversation.Value)], cancellationToken);

    public Task<bool> IsReferencedAsync(Blob blob, CancellationToken cancellationToken)
    {
        var path = BlobName.PathOf(blob.Name);
        return database.ReadAsync(
            async s =>
            {
                if (blob is { Kind: BlobKind.Attachment, Owner: { } sender })
                    return await IsSentAsync(s, blob.Name, sender, cancellationToken);
                if (blob.Owner is { } owner)
                    return await s.ScalarAsync(BlobSql.InProfile, [("owner_id", owner.Value), ("at_end", "%" + path), ("within", $"%{path}%")], cancellationToken) is not null;
                return (blob.Conversation is { } conversation
                        && await s.ScalarAsync(BlobSql.InOwnConversation, [("conversation_id", conversation.Value), ("at_end", "%" + path)], cancellationToken) is not null)
                    || await s.ScalarAsync(BlobSql.InAnyConversation, [("at_end", "%" + path)], cancellationToken) is not null;
            },
            cancellationToken);
    }

    private static async Task<bool> IsSentAsync(SqlSession s, string name, UserId sender, CancellationToken cancellationToken)
    {
        if (await s.ScalarAsync(BlobSql.InMessage, [("client_id", AttachmentFile.ClientIdOf(name)), ("owner_id", sender.Value)], cancellationToken) is not null)
            return true;
        return await s.ScalarAsync(BlobSql.MessageOf, [("name", name)], cancellationToken) is long message
            ? await s.ScalarAsync(BlobSql.InKnownMessage, [("message_id", message)], cancellationToken) is not null
            : await s.ScalarAsync(BlobSql.InAnyMessage, [("owner_id", sender.Value), ("within", $"%{BlobName.PathOf(name)}%")], cancellationToken) is not null;
    }

    public Task<IReadOnlyList<Blob>> UnusedAsync(DateTimeOffset before, string after, int limit, CancellationToken cancellationToken) =>
        ListAsync(BlobSql.Unused, [("before", before.ToUnixTimeMilliseconds()), ("after", after), ("limit", limit)], cancellationToken);

    public Task<IReadOnlyList<Blob>> UsedAsync(string after, int limit, CancellationToken cancellationToken) =>
        ListAsync(BlobSql.Used, [("after", after), ("limit", limit)], cancellationToken);

    private Task<IReadOnlyList<Blob>> ListAsync(string sql, SqlArg[] args, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Blob>>(async s => await s.QueryAsync(sql, args, Row, cancellationToken), cancellationToken);

    private Task EachAsync<T>(IReadOnlyCollection<T> items, string sql, Func<T, SqlArg[]> args, CancellationToken cancellationToken) => items.Count == 0
        ? Task.CompletedTask
        : database.WriteAsync(
            async s =>
            {
                foreach (var item in items)
                    await s.ExecuteAsync(sql, args(item), cancellationToken);
                return items.Count;
            },
            cancellationToken);

    private static readonly Func<DbDataReader, Blob> Row = row => new Blob(
        row.GetString(0), (BlobKind)row.GetInt64(1), row.IsDBNull(2) ? null : new UserId(row.GetInt64(2)), row.GetString(4), row.GetInt64(5),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)))
    {
        Conversation = row.IsDBNull(3) ? null : new ConversationId(row.GetInt64(3)),
        WasUsed = row.GetInt64(7) != 0,
    };
}
