using System.Data.Common;
using Parlance.Core;
using Parlance.Core.Moderation;

namespace Parlance.Storage.Moderation;

public sealed class SqlBanStore(Database database) : IBanStore
{
    public Task<Ban> GiveAsync(Ban ban, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(async s =>
        {
            await SqlModerationVersions.RaiseAsync(s, ModerationVersions.BansName, cancellationToken); // first: of two at once one waits here
            await s.ExecuteAsync(BanSql.LiftTarget,
                [("lifted_at", ban.CreatedAt.ToUnixTimeMilliseconds()), ("lifted_by", ban.CreatedBy?.Value), ("kind", (long)ban.Kind), ("target", ban.Target)], cancellationToken);
            var given = await s.FirstAsync(BanSql.Add,
            [
                ("kind", (long)ban.Kind), ("target", ban.Target), ("reason", ban.Reason), ("expires_at", ban.ExpiresAt.ToUnixTimeMilliseconds()),
                ("created_at", ban.CreatedAt.ToUnixTimeMilliseconds()), ("created_by", ban.CreatedBy?.Value),
            ], Row, cancellationToken);
            await SqlAuditLog.AddAsync(s, audit, cancellationToken);
            return given!;
        }, cancellationToken);

    public Task<Ban?> LiftAsync(BanId id, DateTimeOffset at, UserId? by, Func<Ban, AuditEntry> audit, CancellationToken cancellationToken) =>
        database.WriteAsync(async s =>
        {
            await SqlModerationVersions.RaiseAsync(s, ModerationVersions.BansName, cancellationToken);
            var lifted = await s.FirstAsync(BanSql.Lift, [("lifted_at", at.ToUnixTimeMilliseconds()), ("lifted_by", by?.Value), ("id", id.Value)], Row, cancellationToken);
            if (lifted is not null)
                await SqlAuditLog.AddAsync(s, audit(lifted), cancellationToken);
            return lifted;
        }, cancellationToken);

    public Task<IReadOnlyList<Ban>> ActiveAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Ban>>(async s => await s.QueryAsync(BanSql.Active, [("now", now.ToUnixTimeMilliseconds())], Row, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Ban>> ListAsync(long before, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Ban>>(async s => await s.QueryAsync(BanSql.List, [("before", before), ("limit", limit)], Row, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Ban>> AboutAsync(BanKind kind, string target, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Ban>>(
            async s => await s.QueryAsync(BanSql.About, [("kind", (long)kind), ("target", target), ("limit", limit)], Row, cancellationToken), cancellationToken);

    private static readonly Func<DbDataReader, Ban> Row = row => new Ban
    {
        Id = new BanId(row.GetInt64(0)),
        Kind = (BanKind)row.GetInt64(1),
        Target = row.GetString(2),
        Reason = row.GetString(3),
        ExpiresAt = Rows.Time(row.GetInt64(4)),
        CreatedAt = Rows.Time(row.GetInt64(5)),
        CreatedBy = User(row, 6),
        LiftedAt = Rows.OptionalTime(row, 7),
        LiftedBy = User(row, 8),
    };

    private static UserId? User(DbDataReader row, int column) => Rows.OptionalNumber(row, column) is { } id ? new UserId(id) : null;
}
