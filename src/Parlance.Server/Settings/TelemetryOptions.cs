namespace Parlance.Server.Settings;

public sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Where metrics and traces are pushed over OTLP, like `http://collector:4317`. Default: nowhere. The other `OTEL_EXPORTER_OTLP_…` variables (protocol, headers, timeout) count as well.</summary>
    public string OtlpEndpoint { get; init; } = "";
}
