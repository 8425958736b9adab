using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core;
using Parlance.Dialects.Hosting.Moderation;

namespace Parlance.Dialects.Hosting.Metrics;

public static class MetricsEndpoint
{
    /// <summary>Our own meter and those of the framework that an operator watches.</summary>
    public static readonly IReadOnlyList<string> Meters =
        [Telemetry.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    public static IServiceCollection AddPrometheus(this IServiceCollection services) =>
        services.AddSingleton(provider => new PrometheusExporter(Meters, provider.GetRequiredService<IMeterFactory>()))
            .AddSingleton<LiveFigures>()
            .AddHostedService(provider => provider.GetRequiredService<LiveFigures>());

    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        var exporter = routes.ServiceProvider.GetRequiredService<PrometheusExporter>(); // counts from here on, not from the first scrape
        routes.MapGet("/metrics", context =>
        {
            context.Response.ContentType = PrometheusExporter.ContentType;
            return context.Response.WriteAsync(exporter.Write(), context.RequestAborted);
        }).WithMetadata(new OpenToBanned());
    }
}
