using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Events;
using Parlance.Core.Presence;

namespace Parlance.Cluster.InProcess;

/// <summary>Attendance of a single node. Holds nothing but who is connected now.</summary>
public sealed class InProcessAttendance(IEventBus bus, TimeProvider time) : IAttendance
{
    // Events are published under it, or they could come in another order than the snapshots changed.
    private readonly Lock _gate = new();
    private readonly Dictionary<ConversationId, Room> _rooms = []; // guarded by _gate
    private readonly Dictionary<UserId, List<ConversationId>> _roomsOf = []; // guarded by _gate

    public RoomSnapshot Enter(ConversationId room, string key, Person who)
    {
        lock (_gate)
        {
            if (!_rooms.TryGetValue(room, out var value))
                _rooms[room] = value = new Room(key);

            if (value.Find(who.Id) is { } known)
            {
                // Shown as before: a change of that is an event of its own.
                known.Connections++;
            }
            else
            {
                value.Add(who);
                RoomsOfLocked(who.Id).Add(room);
                bus.Publish([new Entered(room, value.Key, who, time.GetUtcNow())]);
            }

            return value.Snapshot();
        }
    }

    public void Leave(ConversationId room, UserId user)
    {
        lock (_gate)
        {
            if (FindLocked(room, user) is not var (value, attendee) || --attendee.Connections > 0)
                return;

            value.Remove(attendee);
            if (value.Count == 0)
                _rooms.Remove(room);
            var rooms = _roomsOf[user];
            rooms.Remove(room);
            if (rooms.Count == 0)
                _roomsOf.Remove(user);

            var now = time.GetUtcNow();
            var departed = new Departed(room, value.Key, attendee.Who, now);
            bus.Publish(attendee.BroadcastsSince is null ? [departed] : [new BroadcastStopped(room, value.Key, attendee.Who, now), departed]);
        }
    }

    public void Show(ConversationId room, Person who, string? bio, bool avatarOnly)
    {
        lock (_gate)
        {
            if (FindLocked(room, who.Id) is not var (value, attendee))
                return;
            var previousName = attendee.Who.Name;
            attendee.Who = who;
            bus.Publish([new AppearanceChanged(room, value.Key, who, time.GetUtcNow(), previousName, bio, avatarOnly)]);
        }
    }

    public bool StartBroadcast(ConversationId room, UserId user)
    {
        lock (_gate)
        {
            if (FindLocked(room, user) is not var (value, attendee) || attendee.BroadcastsSince is not null)
                return false;
            var now = time.GetUtcNow();
            value.Start(attendee, now);
            bus.Publish([new BroadcastStarted(room, value.Key, attendee.Who, now)]);
            return true;
        }
    }

    public bool StopBroadcast(ConversationId room, UserId user)
    {
        lock (_gate)
        {
            if (FindLocked(room, user) is not var (value, attendee) || attendee.BroadcastsSince is null)
                return false;
            value.Stop(attendee);
            bus.Publish([new BroadcastStopped(room, value.Key, attendee.Who, time.GetUtcNow())]);
            return true;
        }
    }

    public bool IsIn(ConversationId room, UserId user)
    {
        lock (_gate)
            return FindLocked(room, user) is not null;
    }

    public Person? Find(ConversationId room, string userKey)
    {
        lock (_gate)
            return _rooms.GetValueOrDefault(room)?.Find(userKey)?.Who;
    }

    public int Count(ConversationId room)
    {
        lock (_gate)
            return _rooms.GetValueOrDefault(room)?.Count ?? 0;
    }

    public IReadOnlyList<ConversationId> RoomsOf(UserId user)
    {
        lock (_gate)
            return _roomsOf.TryGetValue(user, out var rooms) ? [.. rooms] : [];
    }

    public (int Rooms, int People) Totals()
    {
        lock (_gate)
            return (_rooms.Count, _roomsOf.Count);
    }

    private (Room Room, Attendee Attendee)? FindLocked(ConversationId room, UserId user) =>
        _rooms.TryGetValue(room, out var value) && value.Find(user) is { } attendee ? (value, attendee) : null;

    private List<ConversationId> RoomsOfLocked(UserId user)
    {
        if (!_roomsOf.TryGetValue(user, out var rooms))
            _roomsOf[user] = rooms = [];
        return rooms;
    }

    private sealed class Attendee(Person who)
    {
        public Person Who { get; set; } = who;

        public int Connections { get; set; } = 1;

        public DateTimeOffset? BroadcastsSince { get; set; }
    }

    private sealed class Room(string key)
    {
        private readonly LinkedList<Attendee> _people = []; // first come first
        private readonly List<Attendee> _broadcasting = []; // first started first; few
        private readonly Dictionary<UserId, LinkedListNode<Attendee>> _byId = [];
        private readonly Dictionary<string, Attendee> _byKey = new(StringComparer.Ordinal);

        public string Key => key;

        public int Count => _people.Count;

        public Attendee? Find(UserId user) => _byId.GetValueOrDefault(user)?.Value;

        public Attendee? Find(string userKey) => _byKey.GetValueOrDefault(userKey);

        public void Add(Person who)
        {
            var attendee = new Attendee(who);
            _byId[who.Id] = _people.AddLast(attendee);
            _byKey[who.Key] = attendee;
        }

        public void Remove(Attendee attendee)
        {
            _byId.Remove(attendee.Who.Id, out var node);
            _people.Remove(node!);
            _byKey.Remove(attendee.Who.Key);
            _broadcasting.Remove(attendee);
        }

        public void Start(Attendee attendee, DateTimeOffset now)
        {
            attendee.BroadcastsSince = now;
            _broadcasting.Add(attendee);
        }

        public void Stop(Attendee attendee)
        {
            attendee.BroadcastsSince = null;
            _broadcasting.Remove(attendee);
        }

        public RoomSnapshot Snapshot() => new(
            [.. _people.Select(a => a.Who)],
            [.. _broadcasting.Select(a => new Broadcast(a.Who, a.BroadcastsSince!.Value))]);
    }
}
