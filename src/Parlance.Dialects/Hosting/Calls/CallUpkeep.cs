using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Parlance.Core.Calls;

namespace Parlance.Dialects.Hosting.Calls;

/// <summary>Removes records of calls that are old enough, once an hour, a slice at a time.</summary>
internal sealed partial class CallUpkeep(ICallStore store, CallOptions options, TimeProvider time, ILogger<CallUpkeep> logger) : BackgroundService
{
    private const int Slice = 500;

    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <summary>Between slices, so that writers of a SQLite database get their turn.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start of the server is nobody's reason to wait.
        await Task.Yield();
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            do
                await PurgeAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
    }

    private async Task PurgeAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await store.PurgeAsync(time.GetUtcNow() - options.RecordRetention, Slice, stoppingToken) == Slice)
                await Task.Delay(Pause, time, stoppingToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Failed(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5190, LogLevel.Warning, "Old records of calls could not be removed; the next attempt is within the hour.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
