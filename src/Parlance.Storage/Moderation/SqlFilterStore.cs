using System.Data.Common;
using Parlance.Core;
using Parlance.Core.Moderation;

namespace Parlance.Storage.Moderation;

public sealed class SqlFilterStore(Database database) : IFilterStore
{
    public Task<IReadOnlyList<TextFilter>> ListAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<TextFilter>>(async s => await s.QueryAsync(FilterSql.List, [("after", 0)], Row, cancellationToken), cancellationToken);

    public Task<TextFilter?> AddAsync(TextFilter filter, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(async s =>
        {
            var added = await s.FirstAsync(FilterSql.Add,
            [
                ("kind", (long)filter.Kind), ("pattern", filter.Pattern), ("action", (long)filter.Action), ("created_at", filter.CreatedAt.ToUnixTimeMilliseconds()),
                ("created_by", filter.CreatedBy?.Value),
            ], Row, cancellationToken);
            if (added is not null)
            {
                await SqlModerationVersions.RaiseAsync(s, ModerationVersions.FiltersName, cancellationToken);
                await SqlAuditLog.AddAsync(s, audit with { Target = $"filter:{added.Id}" }, cancellationToken);
            }

            return added;
        }, cancellationToken);

    public Task<bool> RemoveAsync(FilterId id, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(async s =>
        {
            if (await s.ExecuteAsync(FilterSql.Remove, [("id", id.Value)], cancellationToken) == 0)
                return false;
            await SqlModerationVersions.RaiseAsync(s, ModerationVersions.FiltersName, cancellationToken);
            await SqlAuditLog.AddAsync(s, audit, cancellationToken);
            return true;
        }, cancellationToken);

    private static readonly Func<DbDataReader, TextFilter> Row = row => new TextFilter(
        new FilterId(row.GetInt64(0)), (FilterKind)row.GetInt64(1), row.GetString(2), (FilterAction)row.GetInt64(3), Rows.Time(row.GetInt64(4)),
        Rows.OptionalNumber(row, 5) is { } by ? new UserId(by) : null);
}
