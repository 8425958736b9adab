using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Limits;
using Parlance.Tests.Server;

namespace Parlance.Tests.Dialects.Hosting.Limits;

public class LimitedEndpointsTests
{
    private static readonly Dictionary<string, string> Few = new()
    {
        ["Parlance__Limits__ReadsPerAddress__Count"] = "4",
        ["Parlance__Limits__WritesPerAddress__Count"] = "2",
        ["CORS_ORIGINS"] = "https://chat.example.com",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static void MapDialects(WebApplication app)
    {
        foreach (var dialect in new[] { "one", "other" })
        {
            var group = app.MapGroup($"/{dialect}").Limited(dialect, Refusals.ToResult);
            group.MapGet("/thing", () => Results.Ok());
            group.MapPost("/thing", () => Results.Ok());
            group.MapPost("/question", () => Results.Ok()).LimitedAs(RouteClass.Read);
        }
    }

    [Fact]
    public async Task Reads_and_writes_of_an_address_have_limits_of_their_own_and_so_has_each_dialect()
    {
        await using var server = await TestServer.Start(Few, MapDialects);

        (await Statuses("POST", "/one/thing", 3)).ShouldBe([200, 200, 429]);
        (await Statuses("POST", "/one/question", 2)).ShouldBe([200, 200]);
        (await Statuses("GET", "/one/thing", 3)).ShouldBe([200, 200, 429]);
        (await Statuses("POST", "/other/thing", 3)).ShouldBe([200, 200, 429]);
        (await Statuses("GET", "/one/thing", 4, "203.0.113.7")).ShouldBe([200, 200, 200, 200]);

        async Task<List<int>> Statuses(string method, string path, int times, string? from = null)
        {
            var statuses = new List<int>();
            for (var i = 0; i < times; i++)
            {
                using var answer = await Send(server, method, path, from);
                statuses.Add((int)answer.StatusCode);
            }

            return statuses;
        }
    }

    [Fact]
    public async Task A_refusal_says_when_to_come_back_and_the_page_may_read_it()
    {
        await using var server = await TestServer.Start(Few, MapDialects);
        for (var i = 0; i < 2; i++)
            (await Send(server, "POST", "/one/thing")).Dispose();

        using var refused = await Send(server, "POST", "/one/thing");

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 30);
        refused.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["https://chat.example.com"]);
        (await refused.Content.ReadAsStringAsync(Token)).ShouldContain("\"Too many requests in a short time.\"");
        server.App.Services.GetRequiredService<RefusalLog>().Recent()[^1].Code.ShouldBe("rate_limited");
    }

    [Fact]
    public async Task The_native_dialect_is_limited_before_anything_else_is_asked_and_the_scale_counts()
    {
        await using var server = await TestServer.Start(new(Few) { ["RATE_LIMIT_SCALE"] = "1.5" });
        var statuses = new List<int>();
        for (var i = 0; i < 7; i++)
        {
            using var answer = await Send(server, "GET", "/api/v1/me");
            statuses.Add((int)answer.StatusCode);
        }

        statuses.ShouldBe([401, 401, 401, 401, 401, 401, 429]);
        using var health = await Send(server, "GET", "/health");
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<HttpResponseMessage> Send(TestServer server, string method, string path, string? from = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Origin", "https://chat.example.com");
        if (from is not null)
            request.Headers.Add("X-Forwarded-For", from);
        return await server.Http.SendAsync(request, Token);
    }
}
