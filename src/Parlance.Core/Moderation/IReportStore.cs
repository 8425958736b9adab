namespace Parlance.Core.Moderation;

/// <summary>Reports on disk. Every write is committed when the task completes. Safe for concurrent use.</summary>
public interface IReportStore
{
    /// <summary>Stores a report; its id is ignored and a fresh one given.</summary>
    /// <returns>The stored report and true; or, when the same is open already (<see cref="Report.Same"/>), that one and false.</returns>
    Task<(Report Report, bool IsNew)> AddAsync(Report report, CancellationToken cancellationToken);

    Task<Report?> FindAsync(ReportId id, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    /// <param name="state">Null for all.</param>
    /// <param name="before">Only ids below; <see cref="long.MaxValue"/> for the newest.</param>
    Task<IReadOnlyList<Report>> ListAsync(ReportState? state, long before, int limit, CancellationToken cancellationToken);

    /// <summary>Reports about somebody, newest first.</summary>
    Task<IReadOnlyList<Report>> AboutAsync(UserId subject, int limit, CancellationToken cancellationToken);

    /// <summary>Decides an open report and records it, in one transaction.</summary>
    /// <returns>The report as decided; null when it is not open any more, or there is none.</returns>
    Task<Report?> DecideAsync(ReportId id, ReportState state, UserId by, string? note, AuditEntry audit, CancellationToken cancellationToken);
}
