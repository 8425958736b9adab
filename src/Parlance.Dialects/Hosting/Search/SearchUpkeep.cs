using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Parlance.Core.Events;
using Parlance.Core.Search;

namespace Parlance.Dialects.Hosting.Search;

/// <summary>Follows the log with the full-text index.</summary>
/// <remarks>
/// Woken by events, and now and then without one, since a bus may lose them; where it begins is in the database, so a crash costs nothing. A batch keeps other
/// writers of a SQLite database waiting as long as it takes, so batches are small and the pause after each is several times as long: whoever posts does not
/// notice, and under constant load the index falls behind and catches up later.
/// </remarks>
internal sealed partial class SearchUpkeep : BackgroundService, IEventSubscriber
{
    private const int BatchSize = 200;

    /// <summary>A pause after a batch is this many times as long as the batch.</summary>
    private const int Rest = 4;

    /// <summary>What is posted within this time is indexed together.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan AtLatest = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly ISearchStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<SearchUpkeep> _logger;
    private readonly IDisposable _subscription;

    public SearchUpkeep(ISearchStore store, IEventBus bus, TimeProvider time, ILogger<SearchUpkeep> logger)
    {
        (_store, _time, _logger) = (store, time, logger);
        _subscription = bus.Subscribe(this);
    }

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        foreach (var e in events)
        {
            if (e is not (MessagePosted or MessageChanged or HistoryCleared))
                continue;
            _wakes.Writer.TryWrite(true);
            return;
        }
    }

    public override void Dispose()
    {
        _subscription.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start of the server is nobody's reason to wait.
        await Task.Yield();
        try
        {
            while (true)
            {
                var pause = await IndexAsync(stoppingToken);
                if (pause is null)
                {
                    await WakeAsync(stoppingToken);
                    pause = Gathering;
                }

                await Task.Delay(pause.Value, _time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
    }

    /// <returns>How long to rest before the next batch; null when all is indexed.</returns>
    private async Task<TimeSpan?> IndexAsync(CancellationToken stoppingToken)
    {
        var began = _time.GetTimestamp();
        try
        {
            return await _store.IndexAsync(BatchSize, stoppingToken) ? Rest * _time.GetElapsedTime(began) : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Failed(_logger, e);
            return AfterFailure;
        }
    }

    private async Task WakeAsync(CancellationToken stoppingToken)
    {
        using var patience = new CancellationTokenSource(AtLatest, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stoppingToken);
        try
        {
            await _wakes.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // nothing was heard for long
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5080, LogLevel.Warning, "Messages could not be indexed for the search; the next attempt is in a few seconds. Until then only older ones are found.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
