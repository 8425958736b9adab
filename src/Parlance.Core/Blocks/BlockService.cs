using Parlance.Core.Accounts;
using Parlance.Core.Events;

namespace Parlance.Core.Blocks;

/// <summary>People who want nothing to do with each other: they do not write to each other, do not see each other type and do not call. Safe for concurrent use.</summary>
/// <remarks>Messages are kept back by <see cref="Conversations.Access.IsBlocked"/>; what else a block keeps people from, each feature asks here. The answers come from memory.</remarks>
public sealed class BlockService(IBlockStore store, BlockCache cache, AccountService accounts, TimeProvider time)
{
    /// <summary>What is said to both alike: who blocked whom is theirs to know.</summary>
    public static readonly Refusal KeptApart = new(
        RefusalCode.Forbidden, "You and this person cannot reach each other.", "If you have blocked them, unblock them first; otherwise there is nothing to do.");

    /// <returns>Whom it was about, or `invalid` for oneself, or `not_found`.</returns>
    public async Task<Outcome<User>> BlockAsync(UserId by, UserId whom, CancellationToken cancellationToken)
    {
        if (by == whom)
            return Refusal.Invalid("user_id", "Nobody blocks themselves.");
        if (!(await accounts.FindAsync(whom, cancellationToken)).TryGet(out var user, out var refusal))
            return refusal;
        await store.BlockAsync(by, whom, time.GetUtcNow(), cancellationToken);
        cache.Announce(new BlockChanged(by, whom, IsBlocked: true));
        return user;
    }

    /// <summary>Whoever was not blocked stays so.</summary>
    public async Task UnblockAsync(UserId by, UserId whom, CancellationToken cancellationToken)
    {
        await store.UnblockAsync(by, whom, cancellationToken);
        cache.Announce(new BlockChanged(by, whom, IsBlocked: false));
    }

    /// <summary>Whether either blocks the other.</summary>
    public async ValueTask<bool> IsBetweenAsync(UserId one, UserId other, CancellationToken cancellationToken) =>
        (await AroundAsync(one, cancellationToken)).Contains(other);

    /// <summary>Those whom the user blocks and those who block the user.</summary>
    public ValueTask<IReadOnlySet<UserId>> AroundAsync(UserId user, CancellationToken cancellationToken)
    {
        var around = cache.GetAsync(user);
        return around.IsCompletedSuccessfully ? around : new(around.AsTask().WaitAsync(cancellationToken)); // others may wait for the same read
    }

    /// <summary>Those whom the user blocks, by id.</summary>
    public async Task<IReadOnlyList<User>> BlockedByAsync(UserId user, CancellationToken cancellationToken)
    {
        var ids = await store.BlockedByAsync(user, cancellationToken);
        return [.. (await accounts.FindManyAsync([.. ids], cancellationToken)).OrderBy(blocked => blocked.Id.Value)];
    }
}
