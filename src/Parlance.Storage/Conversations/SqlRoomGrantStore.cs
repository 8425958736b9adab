using Parlance.Core;
using Parlance.Core.Conversations;

namespace Parlance.Storage.Conversations;

/// <summary>Grants of rooms with a password.</summary>
public sealed class SqlRoomGrantStore(Database database) : IRoomGrantStore
{
    public Task SaveAsync(ConversationId room, IReadOnlyCollection<string> holders, string password, DateTimeOffset expiresAt, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async s =>
            {
                // In one order, or two who write the same rows at once could wait for each other for ever.
                foreach (var holder in holders.Order(StringComparer.Ordinal))
                {
                    await s.ExecuteAsync(RoomGrantSql.Save,
                        [("conversation_id", room.Value), ("holder", holder), ("password", password), ("expires_at", expiresAt.ToUnixTimeMilliseconds())], cancellationToken);
                }

                return holders.Count;
            },
            cancellationToken);

    public Task<bool> AnyAsync(ConversationId room, IReadOnlyCollection<string> holders, string password, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async s => await s.ScalarAsync(RoomGrantSql.Find,
                [("conversation_id", room.Value), ("texts", StoredJson.Array([.. holders])), ("password", password), ("now", now.ToUnixTimeMilliseconds())],
                cancellationToken) is not null,
            cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(s => s.ExecuteAsync(RoomGrantSql.Purge, [("now", now.ToUnixTimeMilliseconds())], cancellationToken), cancellationToken);
}
