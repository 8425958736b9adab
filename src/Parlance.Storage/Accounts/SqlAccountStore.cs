using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Accounts;

/// <summary>Accounts. On SQLite calls run on the calling thread, writes after waiting without a thread for the log's commit; on PostgreSQL all of them wait without one.</summary>
public sealed partial class SqlAccountStore(Database database) : IAccountStore
{
    public Task<(User? Created, string? TakenField)> CreateAsync(User user, CancellationToken cancellationToken) =>
        database.WriteAsync<(User?, string?)>(
            async s =>
            {
                var id = await s.ScalarAsync(AccountSql.Create,
                [
                    ("key", user.Key), .. Fields(user), ("token_generation", user.TokenGeneration), ("created_at", Milliseconds(user.CreatedAt)),
                    ("last_seen_at", Milliseconds(user.LastSeenAt)),
                ], cancellationToken);
                return id is { } fresh ? (user with { Id = new UserId(fresh) }, null) : (null, await TakenFieldAsync(s, user with { Id = default }, cancellationToken));
            },
            cancellationToken);

    public Task<User?> FindAsync(UserId id, CancellationToken cancellationToken) => FirstAsync(AccountSql.Find, ("id", id.Value), cancellationToken);

    public Task<IReadOnlyList<User>> FindManyAsync(IReadOnlyCollection<UserId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<User>>(
            async s => await s.QueryAsync(AccountSql.FindMany, [("ids", StoredJson.Array(ids.Select(i => i.Value)))], Rows.User, cancellationToken), cancellationToken);

    public Task<User?> FindByKeyAsync(string key, CancellationToken cancellationToken) => FirstAsync(AccountSql.FindByKey, ("key", key), cancellationToken);

    public Task<User?> FindByUsernameAsync(string username, CancellationToken cancellationToken) =>
        FirstAsync(AccountSql.FindByUsername, ("username_folded", FoldedText.Fold(username)), cancellationToken);

    public Task<User?> FindByEmailAsync(string email, CancellationToken cancellationToken) =>
        FirstAsync(AccountSql.FindByEmail, ("email_folded", FoldedText.Fold(email)), cancellationToken);

    public Task<User?> FindByGuestKeyAsync(byte[] guestKeyHash, CancellationToken cancellationToken) =>
        FirstAsync(AccountSql.FindByGuestKey, ("guest_key_hash", Convert.ToHexStringLower(guestKeyHash)), cancellationToken);

    public Task<IReadOnlyList<User>> SearchAsync(string text, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<User>>(
            async s => await s.QueryAsync(AccountSql.Search,
                [("contains", FoldedText.Contains(text)), ("starts", FoldedText.StartsWith(text)), ("limit", limit)], Rows.User, cancellationToken),
            cancellationToken);

    public Task<IReadOnlyList<User>> ListAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<User>>(
            async s => await s.QueryAsync(AccountSql.List, [("now", now.ToUnixTimeMilliseconds()), ("limit", limit)], Rows.User, cancellationToken), cancellationToken);

    public async Task<(User? Updated, string? TakenField)> UpdateAsync(User user, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync<(User?, string?)>(
                async s =>
                {
                    // The key is never overwritten, so nobody can be in its way.
                    if (await TakenFieldAsync(s, user with { Key = "" }, cancellationToken) is { } taken)
                        return (null, taken);
                    var updated = await s.ExecuteAsync(AccountSql.Update, [.. Fields(user), ("id", user.Id.Value), ("version", user.Version)], cancellationToken);
                    return (updated == 0 ? null : user with { Version = user.Version + 1 }, null);
                },
                cancellationToken);
        }
        catch (Exception e) when (database.Dialect.IsUniqueViolation(e))
        {
            // Somebody else took the value between the look and the update; now it can be seen.
            return (null, await database.ReadAsync(s => TakenFieldAsync(s, user with { Key = "" }, cancellationToken), cancellationToken) ?? "username");
        }
    }

    public Task SetLastSeenAsync(IReadOnlyDictionary<UserId, DateTimeOffset> seen, CancellationToken cancellationToken) =>
        seen.Count == 0
            ? Task.CompletedTask
            : database.WriteAsync(
                async s =>
                {
                    // In the order of ids: two nodes that update the same people in different orders would wait for each other.
                    foreach (var (id, at) in seen.OrderBy(pair => pair.Key.Value))
                        await s.ExecuteAsync(AccountSql.SetLastSeen, [("at", Milliseconds(at)), ("id", id.Value)], cancellationToken);
                    return seen.Count;
                },
                cancellationToken);

    private Task<User?> FirstAsync(string sql, SqlArg arg, CancellationToken cancellationToken) =>
        database.ReadAsync(s => s.FirstAsync(sql, [arg], Rows.User, cancellationToken), cancellationToken);

    private static async Task<string?> TakenFieldAsync(SqlSession session, User user, CancellationToken cancellationToken)
    {
        var holders = await session.QueryAsync(AccountSql.Holders,
        [
            ("id", user.Id.Value), ("key", user.Key), ("username_folded", FoldedText.Fold(user.Username)), ("email_folded", FoldedText.Fold(user.Email)),
            ("guest_key_hash", Hex(user.GuestKeyHash)),
        ], Rows.User, cancellationToken);
        if (holders.Count == 0)
            return null;
        if (user.Username is not null && holders.Exists(h => FoldedText.Fold(h.Username) == FoldedText.Fold(user.Username)))
            return "username";
        return user.Email is not null && holders.Exists(h => FoldedText.Fold(h.Email) == FoldedText.Fold(user.Email)) ? "email" : "key";
    }

    private static SqlArg[] Fields(User user) =>
    [
        ("username", user.Username), ("username_folded", FoldedText.Fold(user.Username)), ("display_name", user.DisplayName),
        ("display_folded", FoldedText.Fold(user.DisplayName)), ("email", user.Email), ("email_folded", FoldedText.Fold(user.Email)), ("avatar_url", user.AvatarUrl),
        ("bio", user.Bio), ("password_hash", user.PasswordHash), ("guest_key_hash", Hex(user.GuestKeyHash)), ("role", (long)user.Role),
        ("banned_until", Milliseconds(user.BannedUntil)), ("avatar_urls", StoredJson.Write(user.AvatarUrls)), ("details", StoredJson.Write(user.Details)), ("personal", StoredJson.Write(user.Personal)),
        ("deleted", user.IsDeleted ? 1L : 0L),
    ];

    private static string? Hex(byte[]? hash) => hash is null ? null : Convert.ToHexStringLower(hash);

    private static long? Milliseconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();
}
