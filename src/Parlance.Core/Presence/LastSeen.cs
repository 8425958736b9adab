using Microsoft.Extensions.Logging;
using Parlance.Core.Accounts;
using Parlance.Core.Events;

namespace Parlance.Core.Presence;

/// <summary>Stores when people were last here, gathered over a few seconds: ten thousand who drop at once are a handful of writes, not ten thousand.</summary>
public sealed partial class LastSeen : IEventSubscriber, IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly IAccountStore _accounts;
    private readonly TimeProvider _time;
    private readonly ILogger<LastSeen> _logger;
    private readonly IDisposable _subscription;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private readonly Lock _gate = new();
    private int _disposed; // interlocked
    private Dictionary<UserId, DateTimeOffset> _seen = []; // guarded by _gate

    public LastSeen(IAccountStore accounts, IEventBus bus, TimeProvider time, ILogger<LastSeen> logger)
    {
        _accounts = accounts;
        _time = time;
        _logger = logger;
        _subscription = bus.Subscribe(this);
        _loop = StoreNowAndThenAsync();
    }

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        foreach (var e in events)
        {
            if (e is not PresenceChanged { IsOnline: false } gone)
                continue;
            lock (_gate)
                _seen[gone.User] = gone.At;
        }
    }

    /// <summary>Stores what is left. More than one call is fine: a container disposes a part once for each name it is known under.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _subscription.Dispose();
        await _stop.CancelAsync();
        await _loop;
        await StoreAsync();
        _stop.Dispose();
    }

    private async Task StoreNowAndThenAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Pause, _time, _stop.Token);
                await StoreAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping; what is left is stored by DisposeAsync.
        }
    }

    private async Task StoreAsync()
    {
        Dictionary<UserId, DateTimeOffset> seen;
        lock (_gate)
        {
            if (_seen.Count == 0)
                return;
            (seen, _seen) = (_seen, []);
        }

        try
        {
            await _accounts.SetLastSeenAsync(seen, CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.NotStored(_logger, e, seen.Count);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1010, LogLevel.Warning, "When {Count} people were last seen could not be stored.")]
        public static partial void NotStored(ILogger logger, Exception exception, int count);
    }
}
