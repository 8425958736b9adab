using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Parlance.Core.Accounts;

namespace Parlance.Dialects.Hosting.Authentication;

/// <summary>Knows the ended sessions before the first request is served, asks for them again every minute, and removes expired refresh tokens.</summary>
internal sealed partial class AccountUpkeep(EndedSessions ended, IAccountStore store, TimeProvider time, ILogger<AccountUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ended.LoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            for (var turn = 0; await timer.WaitForNextTickAsync(stoppingToken); turn++)
                await TurnAsync(purge: turn % 60 == 0, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
    }

    private async Task TurnAsync(bool purge, CancellationToken cancellationToken)
    {
        try
        {
            await ended.LoadAsync(cancellationToken);
            if (purge)
                await store.PurgeRefreshTokensAsync(time.GetUtcNow(), ended.Forgotten, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Failed(logger, e); // the next turn asks again; until then the bus alone tells of ended sessions
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5030, LogLevel.Warning, "The ended sessions could not be read; the next attempt is in a minute.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
