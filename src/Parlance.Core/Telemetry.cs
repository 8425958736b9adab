using System.Diagnostics.Metrics;

namespace Parlance.Core;

/// <summary>The product's own meter; instruments live beside the code that moves them. Names follow Prometheus: base units, `_total` is added on export.</summary>
public static class Telemetry
{
    public const string MeterName = "Parlance";

    public static readonly Meter Meter = new(MeterName);
}
