namespace Parlance.Core.Calls;

/// <summary>Records of calls on disk. Safe for concurrent use.</summary>
public interface ICallStore
{
    /// <summary>Adds what is new in these records and their parties, all in one transaction. What is known already stays: stages are united, of everything else the first
    /// word counts. So a record may be written in parts, in any order, and twice.</summary>
    Task AddAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken);

    /// <summary>Without its parties; null when there is no such record, or the party is none of it.</summary>
    Task<CallRecord?> FindAsync(Guid id, string party, CancellationToken cancellationToken);

    /// <summary>Newest first, with their parties.</summary>
    /// <param name="before">Only records with a number below this.</param>
    Task<IReadOnlyList<CallRecord>> ListAsync(long before, int limit, CancellationToken cancellationToken);

    /// <summary>Removes records of calls that started before; a slice at a time, so that nobody waits.</summary>
    /// <returns>How many were removed; less than <paramref name="limit"/> when none is left.</returns>
    Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
