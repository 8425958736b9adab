using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Parlance.Core;
using Parlance.Dialects.Hosting.Metrics;
using Parlance.Server.Settings;

namespace Parlance.Server;

/// <summary>Pushes metrics and traces to a collector when one is configured; what is left is sent when the process stops.</summary>
internal sealed class OtlpExport(TelemetryOptions options) : IHostedService, IDisposable
{
    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.OtlpEndpoint.Length == 0)
            return Task.CompletedTask;

        var resource = ResourceBuilder.CreateDefault().AddService("parlance", serviceVersion: ProductVersion.Text);
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter([.. MetricsEndpoint.Meters])
            .AddOtlpExporter(exporter => exporter.Endpoint = Endpoint(exporter.Protocol, "v1/metrics"))
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource("Microsoft.AspNetCore", Telemetry.MeterName)
            .AddOtlpExporter(exporter => exporter.Endpoint = Endpoint(exporter.Protocol, "v1/traces"))
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _metrics?.Dispose();
        _traces?.Dispose();
        (_metrics, _traces) = (null, null);
    }

    // An endpoint set in code is taken as it is, while the one in the environment gets the signal's path when HTTP is spoken.
    private Uri Endpoint(OtlpExportProtocol protocol, string path) =>
        protocol == OtlpExportProtocol.Grpc ? new Uri(options.OtlpEndpoint) : new Uri(options.OtlpEndpoint.TrimEnd('/') + "/" + path);
}
