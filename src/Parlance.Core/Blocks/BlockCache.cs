using System.Diagnostics.CodeAnalysis;
using Parlance.Core.Events;

namespace Parlance.Core.Blocks;

/// <summary>Who blocks or is blocked by whom, from memory for those who are active. Kept right by the bus. Safe for concurrent use.</summary>
public sealed class BlockCache : IEventSubscriber, IDisposable
{
    private const int MaxEntries = 200_000;
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private readonly LoadingCache<UserId, IReadOnlySet<UserId>> _around;
    private readonly IEventBus _bus;
    private readonly IDisposable _subscription;

    public BlockCache(IBlockStore store, IEventBus bus, TimeProvider time)
    {
        _around = new(user => store.AroundAsync(user, CancellationToken.None), time, MaxEntries, MaxAge);
        _bus = bus;
        _subscription = bus.Subscribe(this);
    }

    /// <summary>From memory only; false says nothing about whether there are blocks.</summary>
    public bool TryGet(UserId user, [MaybeNullWhen(false)] out IReadOnlySet<UserId> around) => _around.TryGet(user, out around);

    /// <summary>Those whom the user blocks and those who block the user.</summary>
    public ValueTask<IReadOnlySet<UserId>> GetAsync(UserId user) => _around.GetAsync(user);

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        foreach (var e in events)
        {
            if (e is not BlockChanged changed)
                continue;
            _around.Forget(changed.By);
            _around.Forget(changed.Whom);
        }
    }

    public void Dispose() => _subscription.Dispose();

    /// <summary>Tells every node; here it counts before the call returns, however slow the bus.</summary>
    internal void Announce(BlockChanged e)
    {
        ChatEvent[] events = [e];
        Receive(events);
        _bus.Publish(events);
    }
}
