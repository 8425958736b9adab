using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Accounts;

public sealed partial class SqlAccountStore
{
    private long Now => database.Time.GetUtcNow().ToUnixTimeMilliseconds();

    public Task<int> EndAllSessionsAsync(UserId id, SessionId? spared, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async s =>
            {
                var generation = await s.ScalarAsync(AccountSql.RaiseGeneration, [("spared", spared is { } kept ? Text(kept) : null), ("id", id.Value)], cancellationToken)
                    ?? throw new InvalidOperationException($"There is no user {id}.");
                await s.ExecuteAsync(SessionSql.EndAll, [("now", Now), ("user_id", id.Value), ("spared", spared is { } one ? Text(one) : "")], cancellationToken);
                return (int)generation;
            },
            cancellationToken);

    public Task StartSessionAsync(RefreshToken first, CancellationToken cancellationToken) =>
        database.WriteAsync(s => StoreAsync(s, SessionSql.Start, first, cancellationToken), cancellationToken);

    public Task AdoptSessionAsync(RefreshToken link, CancellationToken cancellationToken) =>
        database.WriteAsync(s => StoreAsync(s, SessionSql.Adopt, link, cancellationToken), cancellationToken);

    public Task<RotationResult> RotateAsync(byte[] oldHash, RefreshToken next, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async s =>
            {
                var hash = Convert.ToHexStringLower(oldHash);
                if (await s.FirstAsync(SessionSql.Find, [("hash", hash)], Rows.Token, cancellationToken) is not { Token: var old } || old.ExpiresAt <= now)
                    return RotationResult.Unknown;
                if (await s.ScalarAsync(SessionSql.IsEnded, [("session", Text(old.Session))], cancellationToken) is not null)
                    return RotationResult.Ended;
                if (await s.ExecuteAsync(SessionSql.Spend, [("hash", hash)], cancellationToken) == 0)
                {
                    await s.ExecuteAsync(SessionSql.End, [("session", Text(old.Session)), ("at", Now)], cancellationToken);
                    return RotationResult.Reused;
                }

                await StoreAsync(s, SessionSql.Start, next, cancellationToken);
                return RotationResult.Rotated;
            },
            cancellationToken);

    public async Task<RefreshToken?> FindRefreshTokenAsync(byte[] hash, CancellationToken cancellationToken)
    {
        var stored = await database.ReadAsync(
            s => s.FirstAsync(SessionSql.Find, [("hash", Convert.ToHexStringLower(hash))], Rows.Token, cancellationToken), cancellationToken);
        return stored?.Token;
    }

    public Task EndSessionAsync(SessionId session, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.WriteAsync(s => s.ExecuteAsync(SessionSql.End, [("session", Text(session)), ("at", at.ToUnixTimeMilliseconds())], cancellationToken), cancellationToken);

    public Task<IReadOnlyList<SessionId>> SessionsEndedSinceAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<SessionId>>(
            async s => await s.QueryAsync(SessionSql.EndedSince, [("since", since.ToUnixTimeMilliseconds())], Rows.Session, cancellationToken), cancellationToken);

    public Task<int> PurgeRefreshTokensAsync(DateTimeOffset before, DateTimeOffset endedBefore, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async s =>
            {
                var purged = await s.ExecuteAsync(SessionSql.PurgeTokens, [("before", before.ToUnixTimeMilliseconds())], cancellationToken);
                await s.ExecuteAsync(SessionSql.PurgeEnded, [("ended_before", endedBefore.ToUnixTimeMilliseconds())], cancellationToken);
                return purged;
            },
            cancellationToken);

    private static Task<int> StoreAsync(SqlSession session, string sql, RefreshToken token, CancellationToken cancellationToken) =>
        session.ExecuteAsync(sql,
        [
            ("hash", Convert.ToHexStringLower(token.Hash)), ("session", Text(token.Session)), ("user_id", token.User.Value), ("family", token.Family),
            ("expires_at", token.ExpiresAt.ToUnixTimeMilliseconds()),
        ], cancellationToken);

    private static string Text(SessionId session) => session.Value.ToString("N");
}
