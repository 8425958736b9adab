using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Parlance.Core.Events;
using Parlance.Core.Moderation;

namespace Parlance.Dialects.Hosting.Moderation;

/// <summary>Knows bans and filters before the first request is served, and reads them again when an event says so; looks every second for changes of which none tells.</summary>
internal sealed partial class ModerationUpkeep(OperatorWatch watch, IEventBus bus, TimeProvider time, ILogger<ModerationUpkeep> logger) : BackgroundService, IEventSubscriber
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _wanted = new(0, 1);
    private IDisposable? _subscription;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = bus.Subscribe(this);
        await watch.BeginAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        foreach (var e in events)
        {
            if (e is BansChanged or FiltersChanged)
                Ask();
        }
    }

    public override void Dispose()
    {
        _subscription?.Dispose();
        base.Dispose();
        _wanted.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = time.CreateTimer(_ => Ask(), null, Period, Period);
        try
        {
            while (true)
            {
                await _wanted.WaitAsync(stoppingToken);
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
    }

    private void Ask()
    {
        try
        {
            _wanted.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // Somebody asked already, or the server stops.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await watch.LookAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Failed(logger, e); // the next look is in a second; until then what was known counts
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5170, LogLevel.Warning, "Bans and filters could not be read; the next attempt is in a second.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
