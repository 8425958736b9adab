using Parlance.Cluster.InProcess;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Events;

namespace Parlance.Tests.Cluster;

/// <summary>What every event bus keeps, whatever carries it.</summary>
public abstract class EventBusContract
{
    private readonly CapturingLogger<InProcessEventBus> _logger = new();

    /// <param name="logger">Where a failing subscriber is reported.</param>
    private protected abstract IEventBus Create(CapturingLogger<InProcessEventBus> logger);

    private IEventBus NewBus() => Create(_logger);

    [Fact]
    public async Task Everybody_who_subscribed_hears_everything()
    {
        var bus = NewBus();
        var (first, second) = (new Listener(), new Listener());
        using var one = bus.Subscribe(first);
        using var two = bus.Subscribe(second);

        bus.Publish([Said(1), Said(2)]);

        await first.Hears(1, 2);
        await second.Hears(1, 2);
    }

    [Fact]
    public async Task What_one_publisher_says_comes_in_order_while_others_speak()
    {
        const int publishers = 4, each = 500;
        var bus = NewBus();
        var listener = new Listener();
        using var subscription = bus.Subscribe(listener);

        await Task.WhenAll(Enumerable.Range(0, publishers).Select(p => Task.Run(() =>
        {
            for (var i = 0; i < each; i += 2)
                bus.Publish([Said(i, p), Said(i + 1, p)]);
        })));

        await Eventually.Holds(() => listener.Count == publishers * each ? null : $"{listener.Count} heard");
        for (var p = 0; p < publishers; p++)
            listener.Of(p).ShouldBe(Enumerable.Range(0, each));
    }

    [Fact]
    public async Task The_list_may_be_used_again_as_soon_as_it_is_published()
    {
        var bus = NewBus();
        var listener = new Listener();
        using var subscription = bus.Subscribe(listener);
        var list = new List<ChatEvent>();

        for (var i = 0; i < 50; i++)
        {
            list.Add(Said(i));
            bus.Publish(list);
            list.Clear();
        }

        await listener.Hears([.. Enumerable.Range(0, 50)]);
    }

    [Fact]
    public async Task Whoever_unsubscribed_hears_no_more()
    {
        var bus = NewBus();
        var (leaver, stayer) = (new Listener(), new Listener());
        using var stays = bus.Subscribe(stayer);
        var leaves = bus.Subscribe(leaver);
        bus.Publish([Said(1)]);
        await leaver.Hears(1);

        leaves.Dispose();
        leaves.Dispose();
        bus.Publish([Said(2)]);

        await stayer.Hears(1, 2);
        await leaver.Hears(1);
    }

    [Fact]
    public async Task A_subscriber_that_throws_silences_nobody_and_is_reported()
    {
        var bus = NewBus();
        var (before, after) = (new Listener(), new Listener());
        using var one = bus.Subscribe(before);
        using var broken = bus.Subscribe(new Broken());
        using var two = bus.Subscribe(after);

        Should.NotThrow(() => bus.Publish([Said(1)]));
        bus.Publish([Said(2)]);

        await before.Hears(1, 2);
        await after.Hears(1, 2);
        _logger.Entries.ShouldContain(entry => entry.Text.Contains(nameof(Broken)));
    }

    [Fact]
    public void With_nobody_listening_publishing_is_no_trouble() => Should.NotThrow(() => NewBus().Publish([Said(1)]));

    private static Typing Said(int what, int by = 0) => new(new ConversationId(by + 1), "room", new Person(new UserId(what + 1), "", "", null), default, true);

    private sealed class Listener : IEventSubscriber
    {
        private readonly Lock _gate = new();
        private readonly List<(int By, int What)> _heard = []; // guarded by _gate

        public int Count
        {
            get
            {
                lock (_gate)
                    return _heard.Count;
            }
        }

        public List<int> Of(int by)
        {
            lock (_gate)
                return [.. _heard.Where(h => h.By == by).Select(h => h.What)];
        }

        public async Task Hears(params int[] expected)
        {
            await Eventually.Holds(() => Count >= expected.Length ? null : $"{Count} heard");
            Of(0).ShouldBe(expected);
        }

        public void Receive(IReadOnlyList<ChatEvent> events)
        {
            lock (_gate)
                _heard.AddRange(events.Cast<Typing>().Select(e => ((int)e.Conversation.Value - 1, (int)e.Who.Id.Value - 1)));
        }
    }

    private sealed class Broken : IEventSubscriber
    {
        public void Receive(IReadOnlyList<ChatEvent> events) => throw new InvalidOperationException("broken");
    }
}

public sealed class InProcessEventBusTests : EventBusContract
{
    private protected override IEventBus Create(CapturingLogger<InProcessEventBus> logger) => new InProcessEventBus(logger);
}
