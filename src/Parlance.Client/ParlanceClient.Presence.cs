using Parlance.Client.Wire;

namespace Parlance.Client;

public sealed partial class ParlanceClient
{
    private readonly Dictionary<long, int> _watched = []; // guarded by _gate: how many asked for each

    /// <summary>Asks to be told when these people come and go. Counted, so that two parts of an application can
    /// watch the same person, and kept across reconnects; the states then come as <see cref="PresenceChanged"/>.</summary>
    /// <param name="users">At most 500 watched by one client.</param>
    /// <returns>Where they stand now.</returns>
    public async Task<IReadOnlyList<Presence>> WatchAsync(IReadOnlyCollection<long> users, CancellationToken cancellationToken = default)
    {
        var reply = await CallAsync("watch", f => f.With("users", users), ClientJson.Default.PresenceReply, Repeat.Safe, cancellationToken);
        lock (_gate)
        {
            foreach (var user in users)
                _watched[user] = _watched.GetValueOrDefault(user) + 1;
        }

        return reply.Presence;
    }

    /// <summary>Ends one <see cref="WatchAsync"/>; whoever is watched by another one stays watched.</summary>
    public Task UnwatchAsync(IReadOnlyCollection<long> users, CancellationToken cancellationToken = default)
    {
        var ended = new List<long>();
        lock (_gate)
        {
            foreach (var user in users)
            {
                if (!_watched.TryGetValue(user, out var count))
                    continue;
                if (count > 1)
                    _watched[user] = count - 1;
                else if (_watched.Remove(user))
                    ended.Add(user);
            }
        }

        return ended.Count == 0 ? Task.CompletedTask
            : CallAsync("unwatch", f => f.With("users", ended), ClientJson.Default.EmptyReply, Repeat.Safe, cancellationToken);
    }

    /// <summary>A new connection watches nobody yet.</summary>
    private void WatchAgain()
    {
        long[] users;
        lock (_gate)
            users = [.. _watched.Keys];
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
