using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Operation;
using Parlance.Core.Presence;
using Parlance.Dialects.Hosting.Health;
using Parlance.Dialects.Hosting.Metrics;
using Parlance.Tests.Dialects.Hosting.Metrics;

namespace Parlance.Tests.Server;

public class HealthAndMetricsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<(HttpStatusCode Status, JsonElement Body)> Get(TestServer server, string path)
    {
        using var answer = await server.Http.GetAsync(path, Token);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.OK, "healthy", "connected")]
    [InlineData("The disk is full.", HttpStatusCode.InternalServerError, "unhealthy", "error")]
    public async Task Health_says_whether_storage_answers(string? complaint, HttpStatusCode status, string word, string database)
    {
        await using var server = await TestServer.Start(replace: services => services.RemoveAll<IReadinessCheck>().AddSingleton<IReadinessCheck>(new Check("database", complaint)));
        foreach (var path in new[] { "/health", "/health/", "/api/health", "/api/health/" })
        {
            var (answered, body) = await Get(server, path);
            answered.ShouldBe(status);
            body.GetProperty("status").GetString().ShouldBe(word);
            body.GetProperty("database").GetString().ShouldBe(database);
            body.GetProperty("environment").GetString().ShouldBe("development");
            body.GetProperty("timestamp").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
            body.GetProperty("version").GetString().ShouldNotBeNullOrEmpty();
            body.TryGetProperty("message", out _).ShouldBeTrue();
            body.GetProperty("services").GetProperty("api").GetString().ShouldBe("running");
            body.GetProperty("services").GetProperty("websocket").GetString().ShouldBe("running");
            body.GetProperty("stats").EnumerateObject().Select(figure => figure.Name).ShouldBe(["active_rooms", "active_users", "total_messages"]);
        }
    }

    [Fact]
    public async Task Health_counts_rooms_with_somebody_in_them_and_the_people()
    {
        await using var server = await TestServer.Start();
        var attendance = server.App.Services.GetRequiredService<IAttendance>();
        var (ana, ben) = (new Person(new UserId(1), "ana", "Ana", null), new Person(new UserId(2), "ben", "Ben", null));
        attendance.Enter(new ConversationId(1), "lounge", ana);
        attendance.Enter(new ConversationId(1), "lounge", ben);
        attendance.Enter(new ConversationId(2), "den", ana);

        var stats = (await Get(server, "/health")).Body.GetProperty("stats");

        stats.GetProperty("active_rooms").GetInt32().ShouldBe(2);
        stats.GetProperty("active_users").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Readiness_names_what_is_wrong_and_turns_false_when_the_server_stops()
    {
        await using var server = await TestServer.Start(replace: services => services.AddSingleton<IReadinessCheck>(new Check("bus", null)));
        var (status, body) = await Get(server, "/health/ready");
        status.ShouldBe(HttpStatusCode.OK);
        body.GetProperty("checks").GetProperty("bus").GetString().ShouldBe("ok");
        body.GetProperty("checks").GetProperty("database").GetString().ShouldBe("ok");
        body.GetProperty("checks").GetProperty("disk").GetString().ShouldBe("ok");

        server.App.Services.GetRequiredService<Readiness>().BeginDrain();
        (status, body) = await Get(server, "/health/ready");
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        body.GetProperty("status").GetString().ShouldBe("draining");
        (await Get(server, "/health")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_it_drains_the_server_still_answers_that_it_is_not_ready()
    {
        var answered = new TaskCompletionSource<HttpStatusCode>();
        var work = new Work();
        await using var server = await TestServer.Start(replace: services => services.AddSingleton<IDrain>(work));
        work.Do = async () => answered.SetResult((await server.Http.GetAsync("/health/ready", Token)).StatusCode);

        await server.App.StopAsync(Token);
        (await answered.Task).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_failing_check_makes_the_node_not_ready()
    {
        await using var server = await TestServer.Start(replace: services => services.AddSingleton<IReadinessCheck>(new Check("bus", "It is away.")));
        var (status, body) = await Get(server, "/health/ready");
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        body.GetProperty("checks").GetProperty("bus").GetString().ShouldBe("It is away.");
    }

    [Fact]
    public async Task Metrics_of_the_whole_process_are_well_formed()
    {
        await using var server = await TestServer.Start();
        await server.Http.GetAsync("/health", Token);
        using var answer = await server.Http.GetAsync("/metrics", Token);

        answer.Content.Headers.ContentType!.ToString().ShouldBe(PrometheusExporter.ContentType);
        var samples = ExpositionFormat.Parse(await answer.Content.ReadAsStringAsync(Token));
        samples.Keys.ShouldContain(key => key.StartsWith("http_server_request_duration_seconds_bucket{", StringComparison.Ordinal) && key.Contains("http_route=\"/health\"", StringComparison.Ordinal));
        samples.Keys.ShouldContain(key => key.StartsWith("kestrel_active_connections{", StringComparison.Ordinal));
        samples["dotnet_process_memory_working_set_bytes"].ShouldBeGreaterThan(1_000_000);
    }

    private sealed class Check(string name, string? complaint) : IReadinessCheck
    {
        public string Name => name;

        public ValueTask<string?> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(complaint);
    }

    private sealed class Work : IDrain
    {
        public Func<Task> Do { get; set; } = () => Task.CompletedTask;

        public string Name => "test";

        public Task DrainAsync(CancellationToken cancellationToken) => Do();
    }
}
