using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Parlance.Dialects.Hosting.Metrics;

/// <summary>Listens to the meters named and writes what they measured in the Prometheus text format, version 0.0.4.</summary>
/// <remarks>Counts from its construction on, so it is created before the first request. Recording takes no lock; scrapes take turns.</remarks>
public sealed class PrometheusExporter : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly ConcurrentDictionary<Instrument, MetricFamily> _families = new();
    private readonly MeterListener _listener;
    private readonly Lock _scrape = new();

    /// <param name="meters">Names of meters to export.</param>
    /// <param name="factory">Of meters that belong to a host, only this host's are taken: two hosts in one process would export every series twice. Null: take all.</param>
    public PrometheusExporter(IReadOnlyCollection<string> meters, IMeterFactory? factory)
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                var meter = instrument.Meter;
                if (!meters.Contains(meter.Name) || (factory is not null && meter.Scope is not null && !ReferenceEquals(meter.Scope, factory)))
                    return;
                listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument, static added => new MetricFamily(added)));
            },
            MeasurementsCompleted = (instrument, state) => _families.TryRemove(instrument, out var _),
        };
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, state) => Record((double)value, tags, state));
        _listener.Start();
    }

    public string Write()
    {
        var text = new StringBuilder(16_384);
        lock (_scrape)
        {
            ObserveLocked();
            foreach (var sameName in _families.Values.GroupBy(family => family.Name, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
                WriteFamily(text, [.. sameName]);
        }

        return text.ToString();
    }

    /// <summary>The instruments of these names that measured something, their label sets added up.</summary>
    public IReadOnlyDictionary<string, double> Read(IReadOnlyCollection<string> instruments)
    {
        lock (_scrape)
        {
            ObserveLocked();
            return _families.Values.Where(family => instruments.Contains(family.Instrument) && family.Series.Any())
                .GroupBy(family => family.Instrument, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Sum(family => family.Series.Sum(series => series.Value)), StringComparer.Ordinal);
        }
    }

    private void ObserveLocked()
    {
        foreach (var family in _families.Values)
        {
            if (family.IsObservable)
                family.Clear();
        }

        _listener.RecordObservableInstruments();
    }

    public void Dispose() => _listener.Dispose();

    private static void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) => ((MetricFamily)state!).Record(value, tags);

    private static void WriteFamily(StringBuilder text, MetricFamily[] families)
    {
        // A name may be declared once: of two instruments that share it, those of the first one's kind are written, and each label set once.
        var first = families[0];
        var series = families.Where(family => family.Kind == first.Kind).SelectMany(family => family.Series)
            .DistinctBy(one => one.Labels).OrderBy(one => one.Labels, StringComparer.Ordinal).ToList();
        if (series.Count == 0)
            return;

        text.Append("# HELP ").Append(first.Name).Append(' ').Append(PrometheusNames.EscapeHelp(first.Help)).Append('\n');
        text.Append("# TYPE ").Append(first.Name).Append(' ').Append(first.Kind switch
        {
            MetricKind.Counter => "counter",
            MetricKind.Histogram => "histogram",
            _ => "gauge",
        }).Append('\n');

        foreach (var one in series)
        {
            if (first.Kind == MetricKind.Histogram)
                WriteHistogram(text, first.Name, one);
            else
                WriteSample(text, first.Name, one.Labels, PrometheusNames.Number(one.Value));
        }
    }

    private static void WriteHistogram(StringBuilder text, string name, Series series)
    {
        var buckets = series.Buckets();
        var separator = series.Labels.Length == 0 ? "" : ",";
        var sum = 0L;
        for (var i = 0; i < buckets.Length; i++)
        {
            sum += buckets[i];
            var bound = i < series.Bounds.Length ? PrometheusNames.Number(series.Bounds[i]) : "+Inf";
            WriteSample(text, name + "_bucket", $"{series.Labels}{separator}le=\"{bound}\"", sum.ToString(CultureInfo.InvariantCulture));
        }

        WriteSample(text, name + "_sum", series.Labels, PrometheusNames.Number(series.Value));
        WriteSample(text, name + "_count", series.Labels, sum.ToString(CultureInfo.InvariantCulture));
    }

    private static void WriteSample(StringBuilder text, string name, string labels, string value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(value).Append('\n');
    }
}
