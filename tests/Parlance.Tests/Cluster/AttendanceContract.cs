using Microsoft.Extensions.Logging.Abstractions;
using Parlance.Cluster.InProcess;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Events;
using Parlance.Core.Presence;

namespace Parlance.Tests.Cluster;

/// <summary>What every attendance keeps: `+1` is "1 came in", `-1` "1 went", `*1` and `.1` the begin and end of a broadcast, `1=Ana B` a new look.</summary>
public abstract class AttendanceContract : IEventSubscriber, IAsyncLifetime
{
    private protected static readonly ConversationId Lounge = new(5);
    private static readonly ConversationId Kitchen = new(6);
    private protected static readonly Person Ana = new(new UserId(1), "ana", "Ana", "/media/a.png");
    private protected static readonly Person Ben = new(new UserId(2), "ben", "Ben", null);

    private readonly TestClock _clock = new();
    private readonly Lock _gate = new();
    private readonly List<RoomEvent> _told = []; // guarded by _gate

    private protected IAttendance Attendance { get; private set; } = null!;

    public ValueTask InitializeAsync()
    {
        var bus = new InProcessEventBus(NullLogger<InProcessEventBus>.Instance);
        bus.Subscribe(this);
        Attendance = Create(bus, _clock);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (Attendance is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract IAttendance Create(IEventBus bus, TimeProvider time);

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        lock (_gate)
            _told.AddRange(events.Cast<RoomEvent>());
    }

    [Fact]
    public void Whoever_comes_is_told_and_sees_everybody_first_come_first()
    {
        Enter(Ben).People.ShouldBe([Ben]);
        var seen = Enter(Ana);

        seen.People.ShouldBe([Ben, Ana]);
        seen.Broadcasts.ShouldBeEmpty();
        Told().ShouldBe(["+2", "+1"]);
        _told[^1].ShouldBe(new Entered(Lounge, "lounge", Ana, _clock.GetUtcNow()));
    }

    [Fact]
    public void A_second_connection_is_silent_and_the_last_one_counts()
    {
        Enter(Ana);
        Enter(Ana).People.ShouldBe([Ana]);
        Attendance.Leave(Lounge, Ana.Id);
        Attendance.IsIn(Lounge, Ana.Id).ShouldBeTrue();
        Told().ShouldBe(["+1"]);

        Attendance.Leave(Lounge, Ana.Id);
        Attendance.IsIn(Lounge, Ana.Id).ShouldBeFalse();
        Told().ShouldBe(["+1", "-1"]);
        _told[^1].ShouldBe(new Departed(Lounge, "lounge", Ana, _clock.GetUtcNow()));

        Attendance.Leave(Lounge, Ana.Id);
        Told().Count.ShouldBe(2);
    }

    [Fact]
    public void Whoever_comes_back_comes_last()
    {
        Enter(Ana);
        Enter(Ben);
        Attendance.Leave(Lounge, Ana.Id);
        Enter(Ana).People.ShouldBe([Ben, Ana]);
    }

    [Fact]
    public void Rooms_know_nothing_of_each_other()
    {
        Enter(Ana);
        Attendance.Enter(Kitchen, "kitchen", Ana);
        Attendance.Enter(Kitchen, "kitchen", Ben);
        Attendance.RoomsOf(Ana.Id).ShouldBe([Lounge, Kitchen], ignoreOrder: true);
        Attendance.Totals().ShouldBe((2, 2));
        (Attendance.Count(Lounge), Attendance.Count(Kitchen)).ShouldBe((1, 2));

        Attendance.Leave(Lounge, Ana.Id);

        Attendance.IsIn(Kitchen, Ana.Id).ShouldBeTrue();
        Attendance.RoomsOf(Ana.Id).ShouldBe([Kitchen]);
        Attendance.Count(Lounge).ShouldBe(0);
        Attendance.Totals().ShouldBe((1, 2));
        _told[^1].Conversation.ShouldBe(Lounge);
    }

    [Fact]
    public void When_all_are_gone_nothing_is_left()
    {
        Enter(Ana);
        Attendance.StartBroadcast(Lounge, Ana.Id);
        Attendance.Leave(Lounge, Ana.Id);

        Attendance.Totals().ShouldBe((0, 0));
        Attendance.RoomsOf(Ana.Id).ShouldBeEmpty();
        Attendance.Find(Lounge, "ana").ShouldBeNull();
        var next = Enter(Ben);
        next.People.ShouldBe([Ben]);
        next.Broadcasts.ShouldBeEmpty();
    }

    [Fact]
    public void Somebody_who_comes_late_is_shown_who_broadcasts_since_when()
    {
        Enter(Ana);
        Enter(Ben);
        var since = _clock.GetUtcNow();
        Attendance.StartBroadcast(Lounge, Ana.Id).ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(7));
        Attendance.StartBroadcast(Lounge, Ana.Id).ShouldBeFalse();

        Enter(new Person(new UserId(3), "cid", "Cid", null)).Broadcasts.ShouldBe([new Broadcast(Ana, since)]);
        Told().ShouldBe(["+1", "+2", "*1", "+3"]);
    }

    [Fact]
    public void A_broadcast_is_stopped_once()
    {
        Enter(Ana);
        Attendance.StopBroadcast(Lounge, Ana.Id).ShouldBeFalse();
        Attendance.StartBroadcast(Lounge, Ana.Id);
        Attendance.StopBroadcast(Lounge, Ana.Id).ShouldBeTrue();
        Attendance.StopBroadcast(Lounge, Ana.Id).ShouldBeFalse();
        Enter(Ben).Broadcasts.ShouldBeEmpty();
        Attendance.StartBroadcast(Lounge, Ana.Id).ShouldBeTrue();
        Told().ShouldBe(["+1", "*1", ".1", "+2", "*1"]);
    }

    [Fact]
    public void A_broadcast_ends_before_its_broadcaster_is_gone_but_not_with_one_of_two_tabs()
    {
        Enter(Ana);
        Enter(Ana);
        Attendance.StartBroadcast(Lounge, Ana.Id);
        Attendance.Leave(Lounge, Ana.Id);
        Told().ShouldBe(["+1", "*1"]);
        Attendance.Leave(Lounge, Ana.Id);
        Told().ShouldBe(["+1", "*1", ".1", "-1"]);
    }

    [Fact]
    public void Strangers_to_the_room_do_nothing_there()
    {
        Enter(Ana);
        Attendance.StartBroadcast(Lounge, Ben.Id).ShouldBeFalse();
        Attendance.StopBroadcast(Lounge, Ben.Id).ShouldBeFalse();
        Attendance.Show(Lounge, Ben, null, avatarOnly: false);
        Attendance.Leave(Lounge, Ben.Id);
        Attendance.Find(Lounge, "ben").ShouldBeNull();
        Told().ShouldBe(["+1"]);
    }

    [Fact]
    public void A_new_look_is_told_with_the_old_name_and_is_what_others_see()
    {
        Enter(Ana);
        Attendance.StartBroadcast(Lounge, Ana.Id);
        var renamed = Ana with { Name = "Ana B", AvatarUrl = "/media/b.png" };

        Attendance.Show(Lounge, renamed, "tea", avatarOnly: false);

        _told[^1].ShouldBe(new AppearanceChanged(Lounge, "lounge", renamed, _clock.GetUtcNow(), "Ana", "tea", AvatarOnly: false));
        Attendance.Find(Lounge, "ana").ShouldBe(renamed);
        var seen = Enter(Ben);
        seen.People.ShouldBe([renamed, Ben]);
        seen.Broadcasts.ShouldHaveSingleItem().Who.ShouldBe(renamed);
        Attendance.Leave(Lounge, Ana.Id);
        _told[^1].Who.ShouldBe(renamed);
    }

    [Fact]
    public void A_second_tab_does_not_change_the_look_unasked()
    {
        Enter(Ana);
        Enter(Ana with { Name = "Anonymous" }).People.ShouldBe([Ana]);
        Attendance.Find(Lounge, "ana").ShouldBe(Ana);
    }

    [Fact]
    public async Task What_is_told_is_what_the_snapshots_show_however_people_race()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(p => Task.Run(() =>
        {
            var who = new Person(new UserId(10 + p), $"p{p}", "P", null);
            for (var i = 0; i < 300; i++)
            {
                Enter(who);
                Attendance.StartBroadcast(Lounge, who.Id);
                if (i % 2 == 0)
                    Attendance.StopBroadcast(Lounge, who.Id);
                Attendance.Leave(Lounge, who.Id);
            }
        })));

        // Whoever follows the events from the start has the right picture at every step.
        var (people, live) = (new HashSet<UserId>(), new HashSet<UserId>());
        foreach (var e in _told)
        {
            var fits = e switch
            {
                Entered => people.Add(e.Who.Id),
                BroadcastStarted => people.Contains(e.Who.Id) && live.Add(e.Who.Id),
                BroadcastStopped => people.Contains(e.Who.Id) && live.Remove(e.Who.Id),
                Departed => !live.Contains(e.Who.Id) && people.Remove(e.Who.Id),
                _ => false,
            };
            fits.ShouldBeTrue(e.ToString());
        }

        people.ShouldBeEmpty();
        _told.Count(e => e is Entered).ShouldBe(1200);
        Attendance.Totals().ShouldBe((0, 0));
    }

    private RoomSnapshot Enter(Person who) => Attendance.Enter(Lounge, "lounge", who);

    private List<string> Told()
    {
        lock (_gate)
        {
            return [.. _told.Select(e => e switch
            {
                Entered => $"+{e.Who.Id}",
                Departed => $"-{e.Who.Id}",
                BroadcastStarted => $"*{e.Who.Id}",
                BroadcastStopped => $".{e.Who.Id}",
                _ => $"{e.Who.Id}={e.Who.Name}",
            })];
        }
    }
}

public sealed class InProcessAttendanceTests : AttendanceContract
{
    protected override IAttendance Create(IEventBus bus, TimeProvider time) => new InProcessAttendance(bus, time);
}
