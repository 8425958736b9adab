using System.Globalization;
using System.Text.RegularExpressions;

namespace Parlance.Tests.Dialects.Hosting.Metrics;

/// <summary>Reads the Prometheus text format 0.0.4 and complains about everything that its rules forbid.</summary>
internal static partial class ExpositionFormat
{
    /// <returns>Sample name with labels to value.</returns>
    public static Dictionary<string, double> Parse(string text)
    {
        text.ShouldEndWith("\n");
        var samples = new Dictionary<string, double>();
        var declared = new HashSet<string>();
        var (name, type) = ("", "");

        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                name = line.Split(' ', 4)[2];
                declared.Add(name).ShouldBeTrue($"{name} is declared twice");
            }
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                line.Split(' ')[2].ShouldBe(name, "TYPE follows the HELP of the same name");
                type = line.Split(' ')[3];
                type.ShouldBeOneOf("counter", "gauge", "histogram");
                if (type == "counter")
                    name.ShouldEndWith("_total");
            }
            else
            {
                var match = Sample().Match(line);
                match.Success.ShouldBeTrue($"not a sample: {line}");
                string[] allowed = type == "histogram" ? [name + "_bucket", name + "_sum", name + "_count"] : [name];
                allowed.ShouldContain(match.Groups[1].Value, "samples stand below their declaration");
                LabelName().Matches(match.Groups[2].Value).Select(label => label.Groups[1].Value).ShouldBeUnique();
                samples.TryAdd(match.Groups[1].Value + match.Groups[2].Value, Number(match.Groups[3].Value)).ShouldBeTrue($"twice: {line}");
            }
        }

        return samples;
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex("""^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\["\\n])*"(?:,[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\["\\n])*")*\})? (\+Inf|-Inf|NaN|-?[0-9.]+(?:E[+-]?[0-9]+)?)$""")]
    private static partial Regex Sample();

    [GeneratedRegex("""[{,]([a-zA-Z_][a-zA-Z0-9_]*)="(?:[^"\\]|\\["\\n])*"(?=[,}])""")]
    private static partial Regex LabelName();
}
