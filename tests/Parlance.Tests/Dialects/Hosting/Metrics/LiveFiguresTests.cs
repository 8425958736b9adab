using System.Diagnostics.Metrics;
using Parlance.Dialects.Hosting.Metrics;
using Parlance.Tests.Client;

namespace Parlance.Tests.Dialects.Hosting.Metrics;

/// <summary>What an admin's charts are drawn from.</summary>
public sealed class LiveFiguresTests : IDisposable
{
    private readonly Meter _meter = new($"test-{Guid.NewGuid()}");
    private readonly ManualTime _time = new();
    private readonly PrometheusExporter _exporter;
    private readonly LiveFigures _figures;

    public LiveFiguresTests()
    {
        _exporter = new PrometheusExporter([_meter.Name], null);
        _figures = new LiveFigures(_exporter, _time);
    }

    public void Dispose()
    {
        _figures.Dispose();
        _exporter.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task Counters_are_told_as_what_they_grew_by_and_gauges_as_they_stand()
    {
        var stored = _meter.CreateCounter<long>("parlance_log_entries");
        var open = _meter.CreateUpDownCounter<long>("parlance_connections");
        stored.Add(100); // before anybody looked
        await Starts();

        stored.Add(7, new KeyValuePair<string, object?>("kind", "a"));
        stored.Add(3, new KeyValuePair<string, object?>("kind", "b"));
        open.Add(5);
        await Passes(1);
        open.Add(-2);
        await Passes(2);

        _figures.Recent().Select(s => (s.Stored, s.Connections, s.CallSuccess)).ShouldBe([(10, 5, null), (0, 3, null)]);
        await _figures.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_ratio_is_absent_while_there_is_none_and_half_an_hour_is_kept()
    {
        double? ratio = null;
        _meter.CreateObservableGauge("call_setup_success_ratio", () => ratio is { } known ? [new Measurement<double>(known)] : Array.Empty<Measurement<double>>());
        await Starts();
        await Passes(1);
        ratio = 0.5;
        await Passes(2);

        _figures.Recent().Select(s => s.CallSuccess).ShouldBe([null, 0.5]);
        for (var i = 3; i <= 365; i++)
            await Passes(i);
        var kept = _figures.Recent();
        kept.Count.ShouldBe(360);
        kept.ShouldAllBe(sample => sample.CallSuccess == 0.5);
        await _figures.StopAsync(CancellationToken.None);
    }

    private async Task Starts()
    {
        await _figures.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.Holds(() => Task.FromResult(_time.HasTimers ? null : "it does not wait yet"));
    }

    /// <summary>Another period passes, and its sample is there.</summary>
    private async Task Passes(int samples)
    {
        var before = _figures.Recent() is { Count: > 0 } kept ? kept[^1].At : (DateTimeOffset?)null;
        _time.Pass(LiveFigures.Period);
        await Eventually.Holds(() => Task.FromResult(_figures.Recent() is { Count: > 0 } recent && recent[^1].At != before ? null : $"sample {samples} is not there"));
    }
}
