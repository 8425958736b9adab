using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Parlance.Core.Operation;

namespace Parlance.Dialects.Hosting.Health;

/// <summary>What happens between SIGTERM and the end: readiness turns false, those who watch it get time to notice, every <see cref="IDrain"/> gets its time, then HTTP stops.</summary>
/// <remarks>Runs in the host's stopping phase, which is over before the web server stops listening; so `/health/ready` answers 503 all the while.</remarks>
public sealed partial class Drain(Readiness readiness, IEnumerable<IDrain> drains, DrainOptions options, TimeProvider time, ILogger<Drain> logger) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        readiness.BeginDrain();
        await Task.Delay(options.Notice, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await Task.WhenAll(drains.Select(drain => RunAsync(drain, either.Token)));
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task RunAsync(IDrain drain, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        try
        {
            await drain.DrainAsync(cancellationToken).WaitAsync(cancellationToken);
            Log.Drained(logger, drain.Name, time.GetElapsedTime(began).TotalSeconds);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.Unfinished(logger, drain.Name, time.GetElapsedTime(began).TotalSeconds);
        }
        catch (Exception e)
        {
            Log.Failed(logger, e, drain.Name); // the others, and the exit, must not depend on this one
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5020, LogLevel.Information, "Drained {Name} in {Seconds:0.0} s.")]
        public static partial void Drained(ILogger logger, string name, double seconds);

        [LoggerMessage(5021, LogLevel.Warning, "Draining {Name} was cut off after {Seconds:0.0} s. Raise Parlance:Drain:Timeout if that is too soon.")]
        public static partial void Unfinished(ILogger logger, string name, double seconds);

        [LoggerMessage(5022, LogLevel.Error, "Draining {Name} failed.")]
        public static partial void Failed(ILogger logger, Exception exception, string name);
    }
}
