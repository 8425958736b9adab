using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Events;
using Parlance.Core.Presence;

namespace Parlance.Cluster.InProcess;

/// <summary>Presence of a single node.</summary>
public sealed class InProcessPresence(IEventBus bus, PresenceOptions options, TimeProvider time) : IPresence, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<UserId, Entry> _entries = []; // guarded by _gate

    // Guarded by _gate, oldest first: everybody waits for the same grace, so who left first is due first and one timer serves all.
    private readonly Queue<(UserId User, int Visit, TimeSpan Due)> _leaving = new();
    private ITimer? _timer;

    public void Connected(Person who)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(who.Id, out var entry))
            {
                entry.Who = who;
                entry.Connections++;
                entry.Visit++;
                return;
            }

            _entries[who.Id] = new Entry { Who = who, Connections = 1 };
            // Under the lock, or a departure decided before this return could be published after it.
            bus.Publish([new PresenceChanged(who, IsOnline: true, time.GetUtcNow())]);
        }
    }

    public void Disconnected(UserId user)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(user, out var entry) || --entry.Connections > 0)
                return;
            entry.LeftAt = time.GetUtcNow();
            _leaving.Enqueue((user, entry.Visit, time.Elapsed() + options.Grace));
            if (_leaving.Count == 1)
                Arm(options.Grace);
        }
    }

    public bool IsOnline(UserId user)
    {
        lock (_gate)
            return _entries.ContainsKey(user);
    }

    public async ValueTask DisposeAsync()
    {
        if (_timer is { } timer)
            await timer.DisposeAsync();
    }

    private void Arm(TimeSpan due)
    {
        _timer ??= time.CreateTimer(_ => Expire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void Expire()
    {
        var gone = new List<ChatEvent>();
        lock (_gate)
        {
            var now = time.Elapsed();
            while (_leaving.TryPeek(out var next) && next.Due <= now)
            {
                _leaving.Dequeue();
                // Whoever came back meanwhile has begun another visit.
                if (_entries.TryGetValue(next.User, out var entry) && entry.Connections == 0 && entry.Visit == next.Visit)
                {
                    _entries.Remove(next.User);
                    gone.Add(new PresenceChanged(entry.Who, IsOnline: false, entry.LeftAt));
                }
            }

            if (_leaving.TryPeek(out var later))
                Arm(TimeSpan.FromTicks(Math.Max(1, (later.Due - now).Ticks)));
            if (gone.Count > 0)
                bus.Publish(gone);
        }
    }

    private sealed class Entry
    {
        public required Person Who { get; set; }

        public int Connections { get; set; }

        /// <summary>Counts returns, so that a departure that was overtaken by one is told from a later departure.</summary>
        public int Visit { get; set; }

        public DateTimeOffset LeftAt { get; set; }
    }
}
