using System.Collections.Concurrent;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Events;
using Parlance.Dialects.Django;

namespace Parlance.Dialects.FortiFun.Socket;

/// <summary>What frames say of a person.</summary>
internal sealed record Card(string Username, string? Picture);

/// <summary>The people whom connected clients have conversations with, kept in memory: a frame is written where nothing may be read from storage. Safe for concurrent use.</summary>
/// <remarks>Whoever pins somebody finds them here until they are unpinned, and as the bus last told of them.</remarks>
internal sealed class Roster : IEventSubscriber, IDisposable
{
    private readonly IAccountStore _accounts;
    private readonly IDisposable _subscription;
    private readonly ConcurrentDictionary<UserId, Entry> _entries = []; // written under _gate
    private readonly Lock _gate = new();

    public Roster(IAccountStore accounts, IEventBus bus)
    {
        _accounts = accounts;
        _subscription = bus.Subscribe(this);
    }

    /// <summary>People pinned now.</summary>
    public int Count => _entries.Count;

    /// <returns>Null for somebody who is not pinned, or does not exist.</returns>
    public Card? Find(UserId user) => _entries.TryGetValue(user, out var entry) ? entry.Card : null;

    /// <summary>Each balances one <see cref="Unpin"/>. When the task completes they are found.</summary>
    public async Task PinAsync(IReadOnlyCollection<UserId> users)
    {
        var unknown = new List<UserId>();
        lock (_gate)
        {
            foreach (var user in users)
            {
                var entry = _entries.GetOrAdd(user, _ => new Entry());
                entry.Pins++;
                if (entry.Card is null)
                    unknown.Add(user);
            }
        }

        if (unknown.Count == 0)
            return;
        try
        {
            Learn(await _accounts.FindManyAsync(unknown, CancellationToken.None));
        }
        catch
        {
            Unpin(users);
            throw;
        }
    }

    public void Unpin(IEnumerable<UserId> users)
    {
        lock (_gate)
        {
            foreach (var user in users)
            {
                if (_entries.TryGetValue(user, out var entry) && --entry.Pins == 0)
                    _entries.TryRemove(user, out _);
            }
        }
    }

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        foreach (var e in events)
        {
            if (e is ProfileChanged { Profile: var profile } && _entries.ContainsKey(profile.Id))
                Learn([profile]);
        }
    }

    public void Dispose() => _subscription.Dispose();

    private void Learn(IEnumerable<User> users)
    {
        lock (_gate)
        {
            foreach (var user in users)
            {
                // What was read may be older than what the bus told meanwhile.
                if (!_entries.TryGetValue(user.Id, out var entry) || (entry.Card is not null && user.Version < entry.Version))
                    continue;
                entry.Version = user.Version;
                entry.Card = new Card(DjangoCaller.NameOf(user), user.AvatarUrl);
            }
        }
    }

    private sealed class Entry
    {
        private volatile Card? _card;

        public int Pins { get; set; }

        public long Version { get; set; }

        public Card? Card
        {
            get => _card;
            set => _card = value;
        }
    }
}
