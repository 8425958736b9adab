using System.Data.Common;
using Parlance.Core;
using Parlance.Core.Moderation;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Moderation;

public sealed class SqlReportStore(Database database) : IReportStore
{
    public Task<(Report Report, bool IsNew)> AddAsync(Report report, CancellationToken cancellationToken) =>
        database.WriteAsync(async s =>
        {
            // Whoever decides the one that is open may do so between the two statements; then there is room for this one.
            while (true)
            {
                if (await s.FirstAsync(ReportSql.Add, Args(report), Row, cancellationToken) is { } added)
                    return (added, true);
                if (await s.FirstAsync(ReportSql.FindSame, [("same", report.Same)], Row, cancellationToken) is { } open)
                    return (open, false);
            }
        }, cancellationToken);

    public Task<Report?> FindAsync(ReportId id, CancellationToken cancellationToken) =>
        database.ReadAsync(s => s.FirstAsync(ReportSql.Find, [("id", id.Value)], Row, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Report>> ListAsync(ReportState? state, long before, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Report>>(
            async s => state is { } only
                ? await s.QueryAsync(ReportSql.ListOfState, [("state", (long)only), ("before", before), ("limit", limit)], Row, cancellationToken)
                : await s.QueryAsync(ReportSql.List, [("before", before), ("limit", limit)], Row, cancellationToken),
            cancellationToken);

    public Task<IReadOnlyList<Report>> AboutAsync(UserId subject, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Report>>(
            async s => await s.QueryAsync(ReportSql.About, [("user_id", subject.Value), ("limit", limit)], Row, cancellationToken), cancellationToken);

    public Task<Report?> DecideAsync(ReportId id, ReportState state, UserId by, string? note, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(async s =>
        {
            var decided = await s.FirstAsync(ReportSql.Decide,
                [("state", (long)state), ("decided_by", by.Value), ("decided_at", audit.At.ToUnixTimeMilliseconds()), ("note", note), ("id", id.Value)], Row, cancellationToken);
            if (decided is not null)
                await SqlAuditLog.AddAsync(s, audit, cancellationToken);
            return decided;
        }, cancellationToken);

    private static SqlArg[] Args(Report report) =>
    [
        ("reporter_id", report.Reporter.User?.Value), ("reporter_key", report.Reporter.Key), ("subject_id", report.Subject.User?.Value), ("subject_key", report.Subject.Key),
        ("subject_device", report.Subject.Device), ("subject_address", report.Subject.Address), ("reason", (long)report.Reason), ("description", report.Description),
        ("match_id", report.Match?.ToString()), ("message_id", report.Message?.Value), ("conversation_id", report.Conversation?.Value), ("session", report.Session), ("same", report.Same),
        ("evidence", StoredJson.Write(report.Evidence)), ("created_at", report.CreatedAt.ToUnixTimeMilliseconds()),
    ];

    private static readonly Func<DbDataReader, Report> Row = row => new Report
    {
        Id = new ReportId(row.GetInt64(0)),
        Reporter = new ReportParty(User(row, 1), Rows.Text(row, 2)),
        Subject = new ReportParty(User(row, 3), Rows.Text(row, 4), Rows.Text(row, 5), Rows.Text(row, 6)),
        Reason = (ReportReason)row.GetInt64(7),
        Description = row.GetString(8),
        Match = Rows.Text(row, 9) is { } match ? new MatchId(Guid.Parse(match)) : null,
        Message = Rows.OptionalNumber(row, 10) is { } message ? new MessageId(message) : null,
        Conversation = Rows.OptionalNumber(row, 11) is { } conversation ? new ConversationId(conversation) : null,
        Session = Rows.Text(row, 12),
        Evidence = StoredJson.ReadEvidence(Rows.Text(row, 13)),
        CreatedAt = Rows.Time(row.GetInt64(14)),
        State = (ReportState)row.GetInt64(15),
        DecidedBy = User(row, 16),
        DecidedAt = Rows.OptionalTime(row, 17),
        Note = Rows.Text(row, 18),
    };

    private static UserId? User(DbDataReader row, int column) => Rows.OptionalNumber(row, column) is { } id ? new UserId(id) : null;
}
