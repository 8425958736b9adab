using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Parlance.Tests.Server;

/// <summary>Rule R5 of the contracts, as a browser sees it. Sockets are held to the same list in <see cref="HandshakeTests"/>.</summary>
public class CorsTests
{
    private const string Page = "https://chat.example.com";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("CORS_ORIGINS", "https://chat.example.com", Page)]
    [InlineData("ALLOWED_ORIGINS", "https://other.example,https://chat.example.com", Page)]
    [InlineData("CORS_ALLOWED_ORIGINS", " https://other.example , https://chat.example.com/ ", Page)]
    [InlineData("CORS_ORIGINS", "[\"https://chat.example.com\", \"https://other.example\"]", Page)]
    [InlineData("CORS_ORIGINS", "[https://other.example, https://chat.example.com/]", Page)]
    [InlineData("CORS_ORIGINS", "['https://chat.example.com']", Page)]
    [InlineData("CORS_ORIGINS", "https://*.example.com", Page)]
    [InlineData("CORS_ORIGINS", "https://ch*t.example.com", Page)]
    [InlineData("CORS_ORIGINS", "https://front-*-team.vercel.example", "https://front-git-main-team.vercel.example")]
    [InlineData("CORS_ORIGINS", "http://10.0.0.5:3000", "http://10.0.0.5:3000")]
    public async Task A_listed_origin_is_echoed_with_leave_to_send_credentials(string variable, string list, string origin)
    {
        await using var server = await TestServer.Start(new() { [variable] = list, ["ENVIRONMENT"] = "production", ["SECRET_KEY"] = new string('k', 32) });
        using var answer = await Send(server, "GET", "/health", origin);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([origin]);
        answer.Headers.GetValues("Access-Control-Allow-Credentials").ShouldBe(["true"]);
        answer.Headers.Vary.ShouldBe(["Origin"]);
    }

    [Fact]
    public async Task All_three_names_count_together()
    {
        await using var server = await TestServer.Start(new()
        {
            ["CORS_ORIGINS"] = "https://a.example", ["ALLOWED_ORIGINS"] = "https://b.example", ["CORS_ALLOWED_ORIGINS"] = "https://c.example", ["DEBUG"] = "False", ["SECRET_KEY"] = new string('k', 32),
        });
        foreach (var origin in new[] { "https://a.example", "https://b.example", "https://c.example" })
            (await IsAllowed(server, origin)).ShouldBeTrue(origin);
        foreach (var origin in new[] { "https://d.example", "http://a.example", "https://a.example.evil.example", "null", "http://localhost:3000", "http://127.0.0.1:3000" })
            (await IsAllowed(server, origin)).ShouldBeFalse(origin);
    }

    [Theory]
    [InlineData("http://localhost:3000")]
    [InlineData("https://localhost")]
    [InlineData("http://127.0.0.1:5173")]
    [InlineData("http://[::1]:8080")]
    public async Task Any_loopback_page_is_allowed_outside_production(string origin)
    {
        await using var server = await TestServer.Start();
        (await IsAllowed(server, origin)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("DELETE", "/health", 405)]
    [InlineData("POST", "/json?big", 413)]
    [InlineData("POST", "/json", 415)]
    [InlineData("GET", "/limited", 429)]
    [InlineData("GET", "/boom", 500)]
    [InlineData("GET", "/api/v1/me", 401)]
    [InlineData("GET", "/ws/v1", 400)]
    public async Task Errors_have_the_headers_too_and_a_body_that_every_family_can_read(string method, string path, int status)
    {
        await using var server = await TestServer.Start(new() { ["CORS_ORIGINS"] = Page, ["Parlance__Http__MaxBodyBytes"] = "2048" }, app =>
        {
            app.MapGet("/boom", _ => throw new InvalidOperationException("secret text"));
            app.MapGet("/limited", () => Results.StatusCode(429));
            app.MapPost("/json", async (HttpContext context, CancellationToken cancellationToken) => await context.Request.Body.CopyToAsync(Stream.Null, cancellationToken)).Accepts<object>("application/json");
        });
        using var answer = await Send(server, method, path, Page, path.EndsWith("big", StringComparison.Ordinal)
            ? new StringContent(new string(' ', 4_000), Encoding.UTF8, "application/json")
            : method == "POST" ? new StringContent("<a/>", Encoding.UTF8, "text/xml") : null);

        ((int)answer.StatusCode).ShouldBe(status);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Page]);
        answer.Headers.GetValues("Access-Control-Allow-Credentials").ShouldBe(["true"]);
        answer.Headers.Vary.ShouldContain("Origin");
        var text = await answer.Content.ReadAsStringAsync(Token);
        text.ShouldNotContain("secret text");
        using var body = System.Text.Json.JsonDocument.Parse(text);
        body.RootElement.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        body.RootElement.GetProperty("message").GetString().ShouldBe(body.RootElement.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("/any/path")]
    [InlineData("/api/v1/register")]
    [InlineData("/health/")]
    public async Task A_preflight_is_answered_on_every_path(string path)
    {
        await using var server = await TestServer.Start(new() { ["CORS_ORIGINS"] = Page });
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Origin", Page);
        request.Headers.Add("Access-Control-Request-Method", "PUT");
        request.Headers.Add("Access-Control-Request-Headers", "X-User-Id, X-Extra!, bad header, \"quoted\", x-other");
        using var answer = await server.Http.SendAsync(request, Token);

        ((int)answer.StatusCode).ShouldBe(204);
        Values("Access-Control-Allow-Origin").ShouldBe(Page);
        Values("Access-Control-Allow-Credentials").ShouldBe("true");
        Values("Access-Control-Allow-Methods").ShouldBe("GET, POST, PUT, PATCH, DELETE, OPTIONS");
        Values("Access-Control-Allow-Headers").ShouldBe("accept, authorization, content-type, origin, x-csrftoken, x-requested-with, x-user-id, x-extra!, x-other");
        Values("Access-Control-Max-Age").ShouldBe("600");
        Values("Vary").ShouldBe("Origin");

        string Values(string name) => string.Join('|', answer.Headers.GetValues(name));
    }

    private static async Task<bool> IsAllowed(TestServer server, string origin)
    {
        using var answer = await Send(server, "GET", "/health", origin);
        answer.Headers.Vary.ShouldBe(["Origin"]);
        if (!answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var echoed))
        {
            answer.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
            return false;
        }

        echoed.ShouldBe([origin]); // never a star
        return true;
    }

    private static async Task<HttpResponseMessage> Send(TestServer server, string method, string path, string origin, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        request.Headers.Add("Origin", origin);
        return await server.Http.SendAsync(request, Token);
    }
}
