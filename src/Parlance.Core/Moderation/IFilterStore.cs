namespace Parlance.Core.Moderation;

/// <summary>Filters on disk. Every write is committed, with its entry in the audit log, when the task completes. Safe for concurrent use.</summary>
public interface IFilterStore
{
    /// <summary>All of them, by id.</summary>
    Task<IReadOnlyList<TextFilter>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Stores a filter; its id is ignored and a fresh one given.</summary>
    /// <returns>Null when there is one of that kind and pattern already.</returns>
    Task<TextFilter?> AddAsync(TextFilter filter, AuditEntry audit, CancellationToken cancellationToken);

    /// <returns>False when there is none.</returns>
    Task<bool> RemoveAsync(FilterId id, AuditEntry audit, CancellationToken cancellationToken);
}
