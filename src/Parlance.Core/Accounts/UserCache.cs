using System.Diagnostics.CodeAnalysis;

namespace Parlance.Core.Accounts;

/// <summary>Users that were needed lately, so that a handshake or a message costs no query. Safe for concurrent use.</summary>
/// <remarks>
/// <see cref="Authenticator"/> forgets a user whenever the bus tells of a change. Should the bus lose that, an entry is wrong for
/// <see cref="MaxAge"/> at most.
/// </remarks>
public sealed class UserCache(IAccountStore store, TimeProvider time, int maxUsers = 50_000)
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly AgingMap<UserId, (User User, TimeSpan LoadedAt)> _users = new(maxUsers); // guarded by _gate

    // Guarded by _gate. A load stands here until it is stored. Forgetting a user takes the load away too: its answer may have been read
    // before the change and must not be kept, though those who already wait for it get it.
    private readonly Dictionary<UserId, Task<User?>> _loading = [];

    public bool TryGet(UserId id, [MaybeNullWhen(false)] out User user)
    {
        lock (_gate)
        {
            user = null;
            if (!_users.TryGet(id, out var entry) || time.Elapsed() - entry.LoadedAt > MaxAge)
                return false;
            user = entry.User;
            return true;
        }
    }

    /// <summary>Concurrent calls for one user share one query.</summary>
    /// <returns>Null when there is no such user.</returns>
    public ValueTask<User?> GetAsync(UserId id, CancellationToken cancellationToken)
    {
        if (TryGet(id, out var user))
            return new(user);

        Task<User?> load;
        TaskCompletionSource<User?>? mine = null;
        lock (_gate)
        {
            if (!_loading.TryGetValue(id, out load!))
            {
                mine = new TaskCompletionSource<User?>(TaskCreationOptions.RunContinuationsAsynchronously);
                _loading[id] = load = mine.Task;
            }
        }

        // The load serves everyone who waits, so no single caller's cancellation may stop it.
        return new(mine is null ? load.WaitAsync(cancellationToken) : LoadAsync(id, mine));
    }

    public void Forget(UserId id)
    {
        lock (_gate)
        {
            _users.Remove(id);
            _loading.Remove(id);
        }
    }

    private async Task<User?> LoadAsync(UserId id, TaskCompletionSource<User?> load)
    {
        User? user = null;
        try
        {
            user = await store.FindAsync(id, CancellationToken.None);
        }
        catch (Exception e)
        {
            Finish(id, load.Task, null);
            load.SetException(e);
            return await load.Task;
        }

        Finish(id, load.Task, user);
        load.SetResult(user);
        return user;
    }

    private void Finish(UserId id, Task<User?> load, User? user)
    {
        lock (_gate)
        {
            if (!_loading.TryGetValue(id, out var current) || current != load)
                return; // forgotten meanwhile

            _loading.Remove(id);
            if (user is not null)
                _users.Set(id, (user, time.Elapsed()));
        }
    }
}
