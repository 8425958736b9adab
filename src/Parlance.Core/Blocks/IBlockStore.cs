namespace Parlance.Core.Blocks;

/// <summary>Who blocks whom, on disk. Every write is committed when the task completes. Safe for concurrent use.</summary>
public interface IBlockStore
{
    /// <summary>One who is blocked already stays so.</summary>
    Task BlockAsync(UserId by, UserId whom, DateTimeOffset at, CancellationToken cancellationToken);

    Task UnblockAsync(UserId by, UserId whom, CancellationToken cancellationToken);

    /// <summary>Whether either blocks the other.</summary>
    Task<bool> IsBetweenAsync(UserId one, UserId other, CancellationToken cancellationToken);

    /// <summary>Those whom the user blocks and those who block the user, each once.</summary>
    Task<IReadOnlySet<UserId>> AroundAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Those whom the user blocks, by id; the first thousand.</summary>
    Task<IReadOnlyList<UserId>> BlockedByAsync(UserId user, CancellationToken cancellationToken);
}
