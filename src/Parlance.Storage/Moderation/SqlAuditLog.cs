using System.Data.Common;
using Parlance.Core;
using Parlance.Core.Moderation;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Moderation;

public sealed class SqlAuditLog(Database database) : IAuditLog
{
    public Task AddAsync(AuditEntry entry, CancellationToken cancellationToken) =>
        database.WriteAsync(s => AddAsync(s, entry, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<AuditEntry>> ListAsync(long before, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<AuditEntry>>(
            async s => await s.QueryAsync(AuditSql.List, [("before", before), ("limit", limit)], Row, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<AuditEntry>> AboutAsync(UserId subject, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<AuditEntry>>(
            async s => await s.QueryAsync(AuditSql.About, [("user_id", subject.Value), ("limit", limit)], Row, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<AuditEntry>> ByOperatorAsync(long after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<AuditEntry>>(
            async s => await s.QueryAsync(AuditSql.ByOperator, [("after", after), ("limit", limit)], Row, cancellationToken), cancellationToken);

    /// <summary>Within the transaction of what is recorded: neither is stored without the other.</summary>
    internal static Task<int> AddAsync(SqlSession session, AuditEntry entry, CancellationToken cancellationToken) =>
        session.ExecuteAsync(AuditSql.Add,
        [
            ("at", entry.At.ToUnixTimeMilliseconds()), ("actor_id", entry.Actor?.Value), ("action", entry.Action), ("subject_id", entry.Subject?.Value),
            ("subject", entry.Target), ("reason", entry.Reason), ("details", StoredJson.Write(entry.Details)),
        ], cancellationToken);

    private static readonly Func<DbDataReader, AuditEntry> Row = row => new AuditEntry
    {
        Id = row.GetInt64(0),
        At = Rows.Time(row.GetInt64(1)),
        Actor = Rows.OptionalNumber(row, 2) is { } actor ? new UserId(actor) : null,
        Action = row.GetString(3),
        Subject = Rows.OptionalNumber(row, 4) is { } subject ? new UserId(subject) : null,
        Target = Rows.Text(row, 5),
        Reason = Rows.Text(row, 6),
        Details = StoredJson.ReadDetails(Rows.Text(row, 7)),
    };
}
