using System.Data.Common;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Likes;

namespace Parlance.Storage.Likes;

public sealed class SqlLikeStore(Database database) : ILikeStore
{
    public Task<OpinionGiven> SayAsync(UserId by, UserId about, Opinion opinion, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var isLow = by.Value < about.Value;
        var (low, high) = isLow ? (by, about) : (about, by);
        return database.WriteAsync(
            async s =>
            {
                var pair = (await s.QueryAsync(LikeSql.Lock, [("low_id", low.Value), ("high_id", high.Value)], Row, cancellationToken))[0];
                var before = isLow ? pair.LowSays : pair.HighSays;
                var after = isLow ? pair with { LowSays = opinion } : pair with { HighSays = opinion };
                var isMatch = after is { LowSays: Opinion.Like, HighSays: Opinion.Like };
                after = after with { IsActive = isMatch, MatchedAt = isMatch ? pair.MatchedAt ?? at : pair.MatchedAt };
                if (after != pair)
                {
                    await s.ExecuteAsync(LikeSql.Save,
                    [
                        ("low_says", (long)after.LowSays), ("high_says", (long)after.HighSays), ("said_at", at.ToUnixTimeMilliseconds()),
                        ("matched_at", after.MatchedAt?.ToUnixTimeMilliseconds()), ("active", isMatch ? 1 : 0), ("id", after.Id),
                    ], cancellationToken);
                }

                return new OpinionGiven(before, isMatch ? after.AsMatch() : null, isMatch && !pair.IsActive, pair.MatchedAt is null);
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<PairMatch>> MatchesAsync(UserId user, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<PairMatch>>(
            async s => [.. (await s.QueryAsync(LikeSql.Matches, [("user_id", user.Value), ("limit", limit)], Row, cancellationToken)).Select(pair => pair.AsMatch())], cancellationToken);

    public Task<IReadOnlyList<User>> CandidatesAsync(UserId user, long before, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<User>>(
            async s => await s.QueryAsync(LikeSql.Candidates,
                [("user_id", user.Value), ("before", before), ("now", now.ToUnixTimeMilliseconds()), ("limit", limit)], Rows.User, cancellationToken),
            cancellationToken);

    private static readonly Func<DbDataReader, Pair> Row = row => new Pair(
        row.GetInt64(0), new UserId(row.GetInt64(1)), new UserId(row.GetInt64(2)), (Opinion)row.GetInt64(3), (Opinion)row.GetInt64(4),
        row.IsDBNull(5) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)), row.GetInt64(6) != 0);

    private sealed record Pair(long Id, UserId Low, UserId High, Opinion LowSays, Opinion HighSays, DateTimeOffset? MatchedAt, bool IsActive)
    {
        public PairMatch AsMatch() => new(Id, Low, High, MatchedAt!.Value, IsActive);
    }
}
