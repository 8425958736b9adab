using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Parlance.Tests.Server;

public class OtlpTests
{
    [Fact]
    public async Task Metrics_and_traces_reach_a_collector_by_the_time_the_server_has_stopped()
    {
        var received = new ConcurrentDictionary<string, string>();
        await using var collector = await TestServer.Start(map: app => app.MapPost("/v1/{signal}", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            received.AddOrUpdate((string)context.Request.RouteValues["signal"]!, Text(body), (_, before) => before + Text(body));
        }));

        await using var server = new ServeProcess(new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Http.BaseAddress!.ToString(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        });
        using var http = new HttpClient { BaseAddress = await server.Address() };
        await http.GetAsync("/health?token=sesame-open", TestContext.Current.CancellationToken);
        server.Terminate();
        (await server.Exit()).ShouldBe(0);

        received["metrics"].ShouldContain("http.server.request.duration");
        received["traces"].ShouldContain("/health");
        received["traces"].ShouldNotContain("sesame-open");

        static string Text(MemoryStream body) => System.Text.Encoding.Latin1.GetString(body.ToArray());
    }
}
