using System.Globalization;
using System.Text;

namespace Parlance.Dialects.Hosting.Metrics;

/// <summary>How instruments and tags are spelt in the exposition format.</summary>
internal static class PrometheusNames
{
    /// <summary>`http.server.request.duration` in `s` becomes `http_server_request_duration_seconds`; counters end in `_total`.</summary>
    public static string Metric(string instrument, string? unit, MetricKind kind)
    {
        var name = Sanitize(instrument, allowColon: true);
        var suffix = unit switch { "s" => "_seconds", "ms" => "_milliseconds", "By" => "_bytes", _ => "" };
        if (kind == MetricKind.Counter && name.EndsWith("_total", StringComparison.Ordinal))
            name = name[..^"_total".Length];
        if (!name.EndsWith(suffix, StringComparison.Ordinal))
            name += suffix;
        return kind == MetricKind.Counter ? name + "_total" : name;
    }

    /// <summary>Label pairs in name order, so that one label set is always one text. Names that fall together when spelt for Prometheus share one label.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";

        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            var name = Sanitize(key, allowColon: false);
            if (name is "le" || name.StartsWith("__", StringComparison.Ordinal))
                name = "tag_" + name.TrimStart('_'); // both are Prometheus's own
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            labels[name] = labels.TryGetValue(name, out var other) ? $"{other};{text}" : text;
        }

        var built = new StringBuilder();
        foreach (var (name, value) in labels)
        {
            if (built.Length > 0)
                built.Append(',');
            built.Append(name).Append("=\"").Append(EscapeLabel(value)).Append('"');
        }

        return built.ToString();
    }

    public static string EscapeHelp(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string EscapeLabel(string text) => EscapeHelp(text).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Sanitize(string name, bool allowColon)
    {
        var clean = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' || (allowColon && c == ':') ? c : '_'));
        return clean.Length == 0 || char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }
}
