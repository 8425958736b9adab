using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Events;
using Parlance.Core.Messages;

namespace Parlance.Dialects.Besage.Chats;

/// <summary>Who is in the chats that have open sockets here, in memory: frames name people and statuses, and are written where nothing may be waited for.</summary>
/// <remarks>
/// A chat is read when its first socket comes (<see cref="AcquireAsync"/>) and forgotten when its last one goes. In between the bus keeps it right; it hears of
/// an event before the fan-out does, so the frame of an event shows what the event made. Watermarks are as of the reading: no frame shows them.
/// </remarks>
internal sealed partial class Rosters : IEventSubscriber, IAsyncDisposable
{
    private readonly People _people;
    private readonly UserCache _users;
    private readonly ILogger<Rosters> _logger;
    private readonly IDisposable _subscription;
    private readonly Channel<ConversationId> _stale = Channel.CreateUnbounded<ConversationId>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _renewing;
    private readonly Lock _gate = new();
    private readonly Dictionary<ConversationId, Entry> _entries = []; // guarded by _gate

    public Rosters(People people, UserCache users, IEventBus bus, ILogger<Rosters> logger)
    {
        _people = people;
        _users = users;
        _logger = logger;
        _renewing = RenewAsync();
        _subscription = bus.Subscribe(this);
    }

    /// <summary>Counts one more socket of the chat; complete when the chat is in memory. Each call is balanced by one <see cref="Release"/>, even of one that failed.</summary>
    public async Task AcquireAsync(ConversationId chat)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(chat, out var entry))
                _entries[chat] = entry = new Entry();
            entry.Sockets++;
            if (entry.Circle is not null)
                return;
        }

        await LoadAsync(chat);
    }

    public void Release(ConversationId chat)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(chat, out var entry) && --entry.Sockets == 0)
                _entries.Remove(chat);
        }
    }

    /// <returns><see cref="Circle.Empty"/> for a chat without sockets.</returns>
    public Circle Find(ConversationId chat)
    {
        lock (_gate)
            return _entries.TryGetValue(chat, out var entry) ? entry.Circle ?? Circle.Empty : Circle.Empty;
    }

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        foreach (var e in events)
        {
            switch (e)
            {
                case MemberChanged changed:
                    Receive(changed);
                    break;
                case ProfileChanged { Profile: var profile }:
                    Receive(profile);
                    break;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _subscription.Dispose();
        _stale.Writer.TryComplete();
        await _renewing;
    }

    private void Receive(MemberChanged changed)
    {
        var member = changed.Member;
        lock (_gate)
        {
            if (!_entries.TryGetValue(changed.Conversation, out var entry))
                return;
            entry.Version++;
            if (entry.Circle is not { } circle)
                return;

            var others = circle.Seats.Where(seat => seat.Member.User != member.User);
            if (!member.IsJoined)
            {
                entry.Circle = circle with { Seats = [.. others] };
                return;
            }

            var known = circle.Find(member.User);
            var seat = known is not null ? known with { Member = member } : Seat.Of(member, _users.TryGet(member.User, out var user) ? user : null);
            if (known is not null)
                entry.Circle = circle with { Seats = [.. circle.Seats.Select(old => old == known ? seat : old)] };
            else if (circle.Seats.Count < People.MaxSeats)
                entry.Circle = circle with { Seats = [.. others, seat] };
            if (known is null && !_users.TryGet(member.User, out _))
                _stale.Writer.TryWrite(changed.Conversation); // shown under the name they bear there until it is read
        }
    }

    private void Receive(User profile)
    {
        lock (_gate)
        {
            foreach (var entry in _entries.Values)
            {
                entry.Version++;
                if (entry.Circle is { } circle && circle.Find(profile.Id) is { } known)
                    entry.Circle = circle with { Seats = [.. circle.Seats.Select(old => old == known ? Seat.Of(known.Member, profile) : old)] };
            }
        }
    }

    private async Task LoadAsync(ConversationId chat)
    {
        while (true)
        {
            long version;
            lock (_gate)
            {
                if (!_entries.TryGetValue(chat, out var entry))
                    return;
                version = entry.Version;
            }

            var circle = await _people.ReadAsync(chat, CancellationToken.None);
            lock (_gate)
            {
                if (!_entries.TryGetValue(chat, out var entry))
                    return;
                if (entry.Version == version)
                {
                    entry.Circle = circle;
                    return;
                }
            }
        }
    }

    private async Task RenewAsync()
    {
        await foreach (var chat in _stale.Reader.ReadAllAsync())
        {
            try
            {
                await LoadAsync(chat);
            }
            catch (StorageException e)
            {
                Log.NotRenewed(_logger, e);
            }
        }
    }

    private sealed class Entry
    {
        public int Sockets { get; set; }

        /// <summary>Null until it is read.</summary>
        public Circle? Circle { get; set; }

        /// <summary>Counts what was heard: a reading that began before is not kept.</summary>
        public long Version { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(5110, LogLevel.Warning, "The names of a chat's participants could not be read; one is shown under the name the chat knows until it is opened again.")]
        public static partial void NotRenewed(ILogger logger, Exception exception);
    }
}
