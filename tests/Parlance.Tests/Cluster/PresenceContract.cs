using Microsoft.Extensions.Logging.Abstractions;
using Parlance.Cluster.InProcess;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Events;
using Parlance.Core.Presence;
using Parlance.Tests.Client;

namespace Parlance.Tests.Cluster;

/// <summary>What every presence keeps: `+12` is "12 came online", `-12` "12 went".</summary>
public abstract class PresenceContract : IEventSubscriber, IAsyncLifetime
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly UserId Ana = new(12);
    private static readonly UserId Ben = new(13);

    private readonly ManualTime _time = new();
    private readonly Lock _gate = new();
    private readonly List<PresenceChanged> _told = []; // guarded by _gate
    private IPresence _presence = null!;

    public ValueTask InitializeAsync()
    {
        var bus = new InProcessEventBus(NullLogger<InProcessEventBus>.Instance);
        bus.Subscribe(this);
        _presence = Create(bus, new PresenceOptions { Grace = Grace }, _time);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_presence is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract IPresence Create(IEventBus bus, PresenceOptions options, TimeProvider time);

    private static Person Shown(UserId user) => new(user, $"key-{user}", "Somebody", null);

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        lock (_gate)
            _told.AddRange(events.Cast<PresenceChanged>());
    }

    [Fact]
    public void Coming_is_told_at_once_and_going_after_the_grace()
    {
        _presence.IsOnline(Ana).ShouldBeFalse();
        _presence.Connected(Shown(Ana));
        _presence.IsOnline(Ana).ShouldBeTrue();
        Told().ShouldBe(["+12"]);
        var left = _time.GetUtcNow();

        _presence.Disconnected(Ana);
        _time.Pass(Grace - TimeSpan.FromMilliseconds(1));
        _presence.IsOnline(Ana).ShouldBeTrue();
        Told().ShouldBe(["+12"]);
        _time.Pass(TimeSpan.FromMilliseconds(2));

        _presence.IsOnline(Ana).ShouldBeFalse();
        Told().ShouldBe(["+12", "-12"]);
        _told[^1].At.ShouldBe(left, "one was last seen when the connection ended, not when the grace did");
    }

    [Fact]
    public void A_page_that_is_reloaded_is_silent()
    {
        _presence.Connected(Shown(Ana));
        for (var i = 0; i < 20; i++)
        {
            _presence.Disconnected(Ana);
            _time.Pass(TimeSpan.FromSeconds(4));
            _presence.Connected(Shown(Ana));
            _time.Pass(TimeSpan.FromSeconds(4));
        }

        Told().ShouldBe(["+12"]);
        _presence.Disconnected(Ana);
        _time.Pass(Grace);
        Told().ShouldBe(["+12", "-12"]);
    }

    [Fact]
    public void A_reload_begins_the_grace_anew()
    {
        _presence.Connected(Shown(Ana));
        _presence.Disconnected(Ana);
        _time.Pass(TimeSpan.FromSeconds(3));
        _presence.Connected(Shown(Ana));
        _presence.Disconnected(Ana);

        _time.Pass(TimeSpan.FromSeconds(3));
        Told().ShouldBe(["+12"]);
        _time.Pass(TimeSpan.FromSeconds(2));
        Told().ShouldBe(["+12", "-12"]);
    }

    [Fact]
    public void Somebody_with_several_devices_goes_with_the_last()
    {
        _presence.Connected(Shown(Ana));
        _presence.Connected(Shown(Ana));
        _presence.Connected(Shown(Ana));
        _presence.Disconnected(Ana);
        _presence.Disconnected(Ana);
        _time.Pass(Grace * 3);

        _presence.IsOnline(Ana).ShouldBeTrue();
        Told().ShouldBe(["+12"]);

        _presence.Disconnected(Ana);
        _time.Pass(Grace);
        Told().ShouldBe(["+12", "-12"]);
    }

    [Fact]
    public void People_go_each_in_their_own_time()
    {
        _presence.Connected(Shown(Ana));
        _presence.Connected(Shown(Ben));
        _presence.Disconnected(Ben);
        _time.Pass(TimeSpan.FromSeconds(2));
        _presence.Disconnected(Ana);

        _time.Pass(TimeSpan.FromSeconds(3));
        Told().ShouldBe(["+12", "+13", "-13"]);
        _time.Pass(TimeSpan.FromSeconds(2));
        Told().ShouldBe(["+12", "+13", "-13", "-12"]);
    }

    [Fact]
    public void Whoever_comes_back_after_the_grace_comes_anew()
    {
        _presence.Connected(Shown(Ana));
        _presence.Disconnected(Ana);
        _time.Pass(Grace);
        _presence.Connected(Shown(Ana));

        Told().ShouldBe(["+12", "-12", "+12"]);
        _presence.IsOnline(Ana).ShouldBeTrue();
    }

    [Fact]
    public async Task Coming_and_going_alternate_however_they_race()
    {
        var racing = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                _presence.Connected(Shown(Ana));
                _presence.Disconnected(Ana);
            }
        })));
        while (!racing.IsCompleted)
        {
            _time.Pass(Grace);
            await Task.Yield();
        }

        await racing;
        _time.Pass(Grace * 2);

        var told = Told();
        told.Where((word, i) => word != (i % 2 == 0 ? "+12" : "-12")).ShouldBeEmpty();
        told[^1].ShouldBe("-12");
        _presence.IsOnline(Ana).ShouldBeFalse();
    }

    private List<string> Told()
    {
        lock (_gate)
            return [.. _told.Select(e => $"{(e.IsOnline ? '+' : '-')}{e.User}")];
    }
}

public sealed class InProcessPresenceTests : PresenceContract
{
    protected override IPresence Create(IEventBus bus, PresenceOptions options, TimeProvider time) => new InProcessPresence(bus, options, time);
}
