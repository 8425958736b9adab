namespace Parlance.Core.Moderation;

/// <summary>What moderators did, on disk. There is nothing to change or remove. Safe for concurrent use.</summary>
public interface IAuditLog
{
    Task AddAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    /// <param name="before">Only ids below; <see cref="long.MaxValue"/> for the newest.</param>
    Task<IReadOnlyList<AuditEntry>> ListAsync(long before, int limit, CancellationToken cancellationToken);

    /// <summary>What was done at a command line (<see cref="AuditEntry.Actor"/> is null) above an id, oldest first.</summary>
    Task<IReadOnlyList<AuditEntry>> ByOperatorAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>What was done about somebody, newest first.</summary>
    Task<IReadOnlyList<AuditEntry>> AboutAsync(UserId subject, int limit, CancellationToken cancellationToken);
}
