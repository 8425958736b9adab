using Parlance.Client.Wire;

namespace Parlance.Client;

public sealed partial class ParlanceClient
{
    private readonly HashSet<long> _watched = []; // guarded by _gate

    /// <summary>Asks to be told when these people come and go. Kept across reconnects; the states then come as <see cref="PresenceChanged"/>.</summary>
    /// <param name="users">At most 500 watched by one client.</param>
    /// <returns>Where they stand now.</returns>
    public async Task<IReadOnlyList<Presence>> WatchAsync(IReadOnlyCollection<long> users, CancellationToken cancellationToken = default)
    {
        var reply = await CallAsync("watch", f => f.With("users", users), ClientJson.Default.PresenceReply, Repeat.Safe, cancellationToken);
        lock (_gate)
            _watched.UnionWith(users);
        return reply.Presence;
    }

    public Task UnwatchAsync(IReadOnlyCollection<long> users, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            _watched.ExceptWith(users);
        return CallAsync("unwatch", f => f.With("users", users), ClientJson.Default.EmptyReply, Repeat.Safe, cancellationToken);
    }

    /// <summary>A new connection watches nobody yet.</summary>
    private void WatchAgain()
    {
        long[] users;
        lock (_gate)
            users = [.. _watched];
        if (users.Length > 0)
            _background = Task.WhenAll(_background, WatchAgainAsync(users));
    }

    private async Task WatchAgainAsync(long[] users)
    {
        try
        {
            var reply = await CallAsync("watch", f => f.With("users", users), ClientJson.Default.PresenceReply, Repeat.Never, _stopping.Token);
            foreach (var person in reply.Presence)
                _events.TryAdd(new PresenceChanged { User = person.User, Online = person.Online, LastSeen = person.LastSeen });
        }
        catch (Exception e) when (e is ParlanceException or TimeoutException or OperationCanceledException)
        {
            // The next connection tries again.
        }
    }
}
