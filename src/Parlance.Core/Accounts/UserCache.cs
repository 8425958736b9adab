using System.Diagnostics.CodeAnalysis;

namespace Parlance.Core.Accounts;

/// <summary>Users that were needed lately. <see cref="Authenticator"/> forgets one whenever the bus tells of a change. Safe for concurrent use.</summary>
public sealed class UserCache(IAccountStore store, TimeProvider time, int maxUsers = 50_000)
{
    private readonly LoadingCache<UserId, User?> _users =
        new(id => store.FindAsync(id, CancellationToken.None), time, maxUsers, TimeSpan.FromMinutes(1));

    /// <summary>From memory only; false says nothing about whether there is such a user.</summary>
    public bool TryGet(UserId id, [MaybeNullWhen(false)] out User user) => _users.TryGet(id, out user) && user is not null;

    /// <returns>Null when there is no such user.</returns>
    public async ValueTask<User?> GetAsync(UserId id, CancellationToken cancellationToken)
    {
        var load = _users.GetAsync(id);
        // Others may wait for the same read, so it goes on when this caller leaves.
        var user = load.IsCompletedSuccessfully ? load.Result : await load.AsTask().WaitAsync(cancellationToken);
        if (user is null)
            _users.Forget(id); // ids are given in order, so the next one to register may get this very id
        return user;
    }

    public void Forget(UserId id) => _users.Forget(id);
}
