using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Parlance.Dialects.Hosting.Metrics;

internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}

/// <summary>One instrument with all its label sets.</summary>
internal sealed class MetricFamily
{
    /// <summary>Label sets kept per instrument; measurements of any further ones are gathered under <c>overflow="true"</c>, so that a label gone wild cannot fill the memory.</summary>
    internal const int MaxSeries = 250;

    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], Series> _series = new(new TagsComparer());
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], Series>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _lookup;
    private readonly Lazy<Series> _overflow;
    private readonly double[]? _bounds;
    private readonly bool _accumulates;

    public MetricFamily(Instrument instrument)
    {
        var type = instrument.GetType();
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        Kind = definition == typeof(Counter<>) || definition == typeof(ObservableCounter<>) ? MetricKind.Counter
            : definition == typeof(Histogram<>) ? MetricKind.Histogram
            : MetricKind.Gauge;
        _accumulates = definition == typeof(Counter<>) || definition == typeof(UpDownCounter<>);
        IsObservable = instrument.IsObservable;
        Instrument = instrument.Name;
        Name = PrometheusNames.Metric(instrument.Name, instrument.Unit, Kind);
        Help = instrument.Description ?? "";
        _bounds = Kind == MetricKind.Histogram ? Buckets.For(instrument) : null;
        _lookup = _series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
        _overflow = new(() => new Series("overflow=\"true\"", _bounds));
    }

    public MetricKind Kind { get; }

    public bool IsObservable { get; }

    /// <summary>As the instrument was created with.</summary>
    public string Instrument { get; }

    /// <summary>As Prometheus is told it, with its unit.</summary>
    public string Name { get; }

    public string Help { get; }

    public IEnumerable<Series> Series => _overflow.IsValueCreated ? _series.Values.Append(_overflow.Value) : _series.Values;

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = _lookup.TryGetValue(tags, out var known) ? known : Find(tags);
        if (Kind == MetricKind.Histogram)
            series.Observe(value);
        else if (_accumulates)
            series.Add(value);
        else
            series.Set(value);
    }

    /// <summary>Forgets what an observable instrument reported, so that label sets it no longer reports disappear.</summary>
    public void Clear() => _series.Clear();

    private Series Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_series.Count >= MaxSeries)
            return _overflow.Value;

        var key = tags.ToArray();
        return _series.GetOrAdd(key, static (added, bounds) => new Series(PrometheusNames.Labels(added), bounds), _bounds);
    }
}
