using Microsoft.Extensions.Hosting;

namespace Parlance.Dialects.Hosting.Metrics;

/// <summary>Samples the metrics that an admin looks at and keeps the last half hour of them, so that charts have a past when they are opened. Safe from any thread.</summary>
public sealed class LiveFigures(PrometheusExporter metrics, TimeProvider time) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private const int Kept = 360;

    private static readonly string[] Names =
        ["parlance_log_entries", "parlance_deliveries", "parlance_matches", "parlance_refusals", "parlance_connections", "parlance_match_waiting", "call_setup_success_ratio"];

    private readonly Lock _gate = new();
    private readonly Queue<FigureSample> _samples = new(); // guarded by _gate

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<FigureSample> Recent()
    {
        lock (_gate)
            return [.. _samples];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var before = metrics.Read(Names);
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var now = metrics.Read(Names);
                Keep(Sample(before, now));
                before = now;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
    }

    private FigureSample Sample(IReadOnlyDictionary<string, double> before, IReadOnlyDictionary<string, double> now)
    {
        long Level(string name) => (long)now.GetValueOrDefault(name);
        long Grown(string name) => (long)(now.GetValueOrDefault(name) - before.GetValueOrDefault(name));
        return new FigureSample(
            time.GetUtcNow(), Level("parlance_connections"), Grown("parlance_log_entries"), Grown("parlance_deliveries"), Level("parlance_match_waiting"), Grown("parlance_matches"),
            Grown("parlance_refusals"), now.TryGetValue("call_setup_success_ratio", out var ratio) ? ratio : null);
    }

    private void Keep(FigureSample sample)
    {
        lock (_gate)
        {
            if (_samples.Count == Kept)
                _samples.Dequeue();
            _samples.Enqueue(sample);
        }
    }
}
