using Microsoft.Extensions.Logging.Abstractions;
using Parlance.Cluster.InProcess;
using Parlance.Core.Blocks;
using Parlance.Core.Events;
using Parlance.Core.Limits;
using Parlance.Core.Matchmaking;
using Parlance.Core.Moderation;

namespace Parlance.Bench.Matching;

/// <summary>The real matchmaker with everything around it that is not a disk or a socket.</summary>
internal sealed class MatchTown : IAsyncDisposable
{
    private readonly MatchRecords _records;
    private readonly BlockCache _cache;

    public MatchTown(TimeProvider time, IEventSubscriber listener)
    {
        Bus = new InProcessEventBus(NullLogger<InProcessEventBus>.Instance);
        _records = new MatchRecords(new NoMatchStore(), Options, time, NullLogger<MatchRecords>.Instance);
        _cache = new BlockCache(Blocks, Bus, time);
        Queue = new WatchedQueue(new InProcessMatchQueue(Options, time));
        var blocks = new BlockService(Blocks, _cache, accounts: null!, time); // nobody is blocked by way of it
        Matchmaker = new Matchmaker(
            Queue, _records, blocks, new MatchLimits(new LimitOptions { Scale = 10_000 }, time), new ContentFilter(store: null!, Bus), Options, new NoUnmatchedLog(), Bus, time, NullLogger<Matchmaker>.Instance);
        Bus.Subscribe(Matchmaker);
        Bus.Subscribe(listener);
    }

    public MatchOptions Options { get; } = new();

    public InProcessEventBus Bus { get; }

    public BlocksInMemory Blocks { get; } = new();

    public WatchedQueue Queue { get; }

    public Matchmaker Matchmaker { get; }

    public async ValueTask DisposeAsync()
    {
        await Matchmaker.DisposeAsync();
        await _records.DisposeAsync();
        _cache.Dispose();
    }
}
