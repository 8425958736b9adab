namespace Parlance.Core.Matchmaking;

/// <summary>Match records on disk. Safe for concurrent use.</summary>
public interface IMatchStore
{
    /// <summary>Writes records whole; one that is there is replaced. All in one transaction.</summary>
    Task SaveAsync(IReadOnlyList<MatchRecord> records, CancellationToken cancellationToken);

    Task<MatchRecord?> FindAsync(MatchId id, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    /// <param name="user">Only those of this user; null for all.</param>
    /// <param name="before">Only those that started before.</param>
    Task<IReadOnlyList<MatchRecord>> ListAsync(UserId? user, DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>Removes records of matches that started before; a slice at a time, so that nobody waits.</summary>
    /// <returns>How many were removed; less than <paramref name="limit"/> when none is left.</returns>
    Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
