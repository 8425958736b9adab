using Parlance.Core;
using Parlance.Core.Blocks;

namespace Parlance.Storage.Blocks;

public sealed class SqlBlockStore(Database database) : IBlockStore
{
    public Task BlockAsync(UserId by, UserId whom, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.WriteAsync(
            s => s.ExecuteAsync(BlockSql.Add, [("blocker_id", by.Value), ("blocked_id", whom.Value), ("created_at", at.ToUnixTimeMilliseconds())], cancellationToken), cancellationToken);

    public Task UnblockAsync(UserId by, UserId whom, CancellationToken cancellationToken) =>
        database.WriteAsync(s => s.ExecuteAsync(BlockSql.Remove, [("blocker_id", by.Value), ("blocked_id", whom.Value)], cancellationToken), cancellationToken);

    public Task<bool> IsBetweenAsync(UserId one, UserId other, CancellationToken cancellationToken) =>
        database.ReadAsync(async s => await s.ScalarAsync(BlockSql.Between, [("one_id", one.Value), ("other_id", other.Value)], cancellationToken) is not null, cancellationToken);

    public Task<IReadOnlyList<UserId>> BlockedByAsync(UserId user, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<UserId>>(
            async s => [.. (await s.QueryAsync(BlockSql.BlockedBy, [("user_id", user.Value)], Rows.Number, cancellationToken)).Select(id => new UserId(id))], cancellationToken);

    public Task<IReadOnlySet<UserId>> AroundAsync(UserId user, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlySet<UserId>>(
            async s => (await s.QueryAsync(BlockSql.Around, [("user_id", user.Value)], Rows.Number, cancellationToken)).Select(id => new UserId(id)).ToHashSet(), cancellationToken);
}
