using System.Diagnostics.CodeAnalysis;

namespace Parlance.Core.Accounts;

/// <summary>Users that were needed lately. <see cref="Authenticator"/> forgets one whenever the bus tells of a change. Safe for concurrent use.</summary>
/// <remarks>Those who were removed are nobody here.</remarks>
public sealed class UserCache(IAccountStore store, TimeProvider time, int maxUsers = 50_000)
{
    /// <summary>A key belongs to one user for ever.</summary>
    private static readonly TimeSpan MaxKeyAge = TimeSpan.FromDays(1);

    private readonly LoadingCache<UserId, User?> _users =
        new(async id => await store.FindAsync(id, CancellationToken.None) is { IsDeleted: false } user ? user : null, time, maxUsers, TimeSpan.FromMinutes(1));

    private readonly LoadingCache<string, UserId?> _ids =
        new(async key => (await store.FindByKeyAsync(key, CancellationToken.None))?.Id, time, maxUsers, MaxKeyAge);

    /// <summary>From memory only; false says nothing about whether there is such a user.</summary>
    public bool TryGet(UserId id, [MaybeNullWhen(false)] out User user) => _users.TryGet(id, out user) && user is not null;

    /// <returns>Null when there is no such user.</returns>
    public async ValueTask<User?> GetAsync(UserId id, CancellationToken cancellationToken)
    {
        var user = await Shared(_users.GetAsync(id), cancellationToken);
        if (user is null)
            _users.Forget(id); // ids are given in order, so the next one to register may get this very id
        return user;
    }

    /// <param name="key">One that <see cref="KeyRules"/> allows.</param>
    /// <returns>Null when there is no such user.</returns>
    public async ValueTask<User?> GetAsync(string key, CancellationToken cancellationToken)
    {
        if (await Shared(_ids.GetAsync(key), cancellationToken) is { } id)
            return await GetAsync(id, cancellationToken);

        _ids.Forget(key); // whoever looks for a key and finds nobody often creates it next, here or on another node
        return null;
    }

    public void Forget(UserId id) => _users.Forget(id);

    /// <summary>After creating somebody: a read under way may have begun before, and must not be what others get.</summary>
    public void Forget(string key) => _ids.Forget(key);

    /// <summary>Others may wait for the same read, so it goes on when this caller leaves.</summary>
    private static ValueTask<T> Shared<T>(ValueTask<T> load, CancellationToken cancellationToken) =>
        load.IsCompletedSuccessfully ? load : new(load.AsTask().WaitAsync(cancellationToken));
}
