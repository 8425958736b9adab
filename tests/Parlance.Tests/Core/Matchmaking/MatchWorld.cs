using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Parlance.Cluster.InProcess;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Blocks;
using Parlance.Core.Events;
using Parlance.Core.Limits;
using Parlance.Core.Matchmaking;
using Parlance.Core.Moderation;
using Parlance.Storage;
using Parlance.Storage.Accounts;
using Parlance.Storage.Blocks;
using Parlance.Storage.Matchmaking;
using Parlance.Storage.Moderation;
using Parlance.Tests.Client;
using Parlance.Tests.Core.Accounts;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Matchmaking;

/// <summary>A matchmaker over the real queue, real records and a real store, with a clock that goes only when told.</summary>
internal sealed class MatchWorld : IEventSubscriber, IAsyncDisposable
{
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(750);
    public static readonly RequeuePolicy Back = new(Grace, Grace);
    public static readonly RequeuePolicy Stays = new(null, null);

    private readonly ConcurrentDictionary<SeekerId, Player> _players = [];
    private readonly AccountWorld _accounts;
    private readonly BlockCache _blockCache;
    private readonly BlockService _blocks;

    private MatchWorld(Database database, MatchOptions options, double scale)
    {
        Store = new SqlMatchStore(database);
        Records = new MatchRecords(Store, options, Time, NullLogger<MatchRecords>.Instance);
        var bus = new InProcessEventBus(NullLogger<InProcessEventBus>.Instance);
        _accounts = new AccountWorld(new SqlAccountStore(database), Time, bus);
        Blocks = new PlayedBlocks(new SqlBlockStore(database));
        _blockCache = new BlockCache(Blocks, bus, Time);
        _blocks = new BlockService(Blocks, _blockCache, _accounts.Accounts, Time);
        Queue = new PlayedQueue(new InProcessMatchQueue(options, Time));
        Filters = new SqlFilterStore(database);
        Filter = new ContentFilter(Filters, bus);
        Matchmaker = new Matchmaker(Queue, Records, _blocks, new MatchLimits(new LimitOptions { Scale = scale }, Time), Filter, options, Unmatched, bus, Time, Logger);
        bus.Subscribe(this);
        bus.Subscribe(Matchmaker);
    }

    public ManualTime Time { get; } = new();

    public SqlMatchStore Store { get; }

    public MatchRecords Records { get; }

    public PlayedBlocks Blocks { get; }

    public PlayedQueue Queue { get; }

    public SqlFilterStore Filters { get; }

    public ContentFilter Filter { get; }

    public Matchmaker Matchmaker { get; }

    public NotedUnmatched Unmatched { get; } = new();

    public CapturingLogger<Matchmaker> Logger { get; } = new();

    public static async Task<MatchWorld> On(SqliteEngine engine, MatchOptions? options = null, double scale = 1_000) =>
        new(await engine.DatabaseAsync(), options ?? new MatchOptions(), scale);

    public async Task<User> Account(string name) => (await _accounts.Member(name + Guid.NewGuid().ToString("N")[..8])).User;

    /// <summary>A connection of somebody without an account, or of one with.</summary>
    public Player Opens(string name, User? user = null, string? device = null, RequeuePolicy? requeue = null, Func<ValueTask<bool>>? alive = null)
    {
        var player = new Player(new MatchParty(name) { User = user?.Id, Device = device, Address = "203.0.113.7", Dialect = "test" });
        if (alive is not null)
            player.Alive = alive;
        player.Id = Matchmaker.Open(player.Party, requeue ?? Back, player);
        _players[player.Id] = player;
        return player;
    }

    /// <summary>A connection that looks for a partner, and whatever comes of it at once.</summary>
    public async Task<Player> Joins(string name, User? user = null, string? device = null, RequeuePolicy? requeue = null, MatchPreferences? wishes = null)
    {
        var player = Opens(name, user, device, requeue);
        Matchmaker.Join(player.Id, wishes ?? MatchPreferences.None).ShouldBeNull();
        await Settles();
        return player;
    }

    public async Task<(Player Ana, Player Ben)> Pair(RequeuePolicy? requeue = null)
    {
        var pair = (await Joins("ana", requeue: requeue), await Joins("ben", requeue: requeue));
        pair.Item1.Heard.ShouldBe(["waits", "calls ben"]);
        pair.Item2.Heard.ShouldBe(["meets ana"]);
        return pair;
    }

    public Task Settles() => Matchmaker.WhenIdleAsync().WaitAsync(Eventually.Patience);

    /// <summary>Lets time pass in steps, and all that falls due happen in between.</summary>
    public async Task Passes(TimeSpan span)
    {
        var step = TimeSpan.FromMilliseconds(10);
        for (var left = span; left > TimeSpan.Zero; left -= step)
        {
            Time.Pass(left < step ? left : step);
            await Settles();
        }
    }

    public async Task Block(User by, User whom) => (await _blocks.BlockAsync(by.Id, whom.Id, CancellationToken.None)).IsRefused.ShouldBeFalse();

    public Task Unblock(User by, User whom) => _blocks.UnblockAsync(by.Id, whom.Id, CancellationToken.None);

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        foreach (var e in events.OfType<SeekerEvent>())
        {
            if (_players.TryGetValue(e.To, out var player))
                player.Hear(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Matchmaker.DisposeAsync();
        await Records.DisposeAsync();
        _blockCache.Dispose();
        _accounts.Dispose();
    }
}
