using Parlance.Core.Accounts;

namespace Parlance.Core.Blocks;

/// <summary>People who want nothing to do with each other. What that keeps them from is for each feature to ask here. Safe for concurrent use.</summary>
public sealed class BlockService(IBlockStore store, AccountService accounts, TimeProvider time)
{
    /// <returns>Whom it was about, or `invalid` for oneself, or `not_found`.</returns>
    public async Task<Outcome<User>> BlockAsync(UserId by, UserId whom, CancellationToken cancellationToken)
    {
        if (by == whom)
            return Refusal.Invalid("user_id", "Nobody blocks themselves.");
        if (!(await accounts.FindAsync(whom, cancellationToken)).TryGet(out var user, out var refusal))
            return refusal;
        await store.BlockAsync(by, whom, time.GetUtcNow(), cancellationToken);
        return user;
    }

    /// <summary>Whoever was not blocked stays so.</summary>
    public Task UnblockAsync(UserId by, UserId whom, CancellationToken cancellationToken) => store.UnblockAsync(by, whom, cancellationToken);

    /// <summary>Whether either blocks the other.</summary>
    public Task<bool> IsBetweenAsync(UserId one, UserId other, CancellationToken cancellationToken) => store.IsBetweenAsync(one, other, cancellationToken);

    /// <summary>Those whom the user blocks and those who block the user.</summary>
    public Task<IReadOnlySet<UserId>> AroundAsync(UserId user, CancellationToken cancellationToken) => store.AroundAsync(user, cancellationToken);
}
