using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core.Messages;
using Parlance.Dialects.Hosting;

namespace Parlance.Tests.Server;

public class HttpShellTests
{
    private const string Page = "https://chat.example.com";
    private static readonly Dictionary<string, string> WithPage = new() { ["CORS_ORIGINS"] = Page, ["ENVIRONMENT"] = "production", ["SECRET_KEY"] = new string('k', 32) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static void MapOddities(WebApplication app)
    {
        app.MapGet("/boom", _ => throw new InvalidOperationException("connection string password=hunter2"));
        app.MapGet("/disk", _ => throw new StorageException("database is full at /secret/place"));
        app.MapGet("/teapot", context => { context.Response.StatusCode = 429; return Task.CompletedTask; });
        app.MapPost("/json", async (HttpContext context, CancellationToken cancellationToken) => await context.Request.Body.CopyToAsync(Stream.Null, cancellationToken)).Accepts<object>("application/json");
        app.MapGet("/whoami", context => context.Response.WriteAsync($"{context.Connection.RemoteIpAddress} {context.Request.Scheme} {context.Request.Host}"));
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string? origin = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return request;
    }

    [Theory]
    [InlineData("GET", "/nowhere", 404, "unknown_command")]
    [InlineData("GET", "/nowhere/", 404, "unknown_command")]
    [InlineData("DELETE", "/health", 405, "method_not_allowed")]
    [InlineData("POST", "/json", 415, "unsupported_media_type")]
    [InlineData("GET", "/teapot", 429, "rate_limited")]
    [InlineData("GET", "/boom", 500, "internal_error")]
    [InlineData("GET", "/disk", 503, "unavailable")]
    public async Task Every_failure_has_a_json_body_and_no_text_of_an_exception(string method, string path, int status, string code)
    {
        await using var server = await TestServer.Start(WithPage, MapOddities);
        using var request = Request(new HttpMethod(method), path, Page);
        if (method == "POST")
            request.Content = new StringContent("<a/>", Encoding.UTF8, "text/xml");
        using var answer = await server.Http.SendAsync(request, Token);

        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Page]);
        var text = await answer.Content.ReadAsStringAsync(Token);
        text.ShouldNotContain("hunter2");
        text.ShouldNotContain("/secret/place");
        using var body = JsonDocument.Parse(text);
        body.RootElement.GetProperty("code").GetString().ShouldBe(code);
        body.RootElement.GetProperty("status").GetInt32().ShouldBe(status);
        body.RootElement.GetProperty("message").GetString().ShouldBe(body.RootElement.GetProperty("detail").GetString());
        body.RootElement.GetProperty("remedy").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_with_413()
    {
        await using var server = await TestServer.Start(new() { ["Parlance__Http__MaxBodyBytes"] = "2048" }, MapOddities);
        using var answer = await server.Http.PostAsync("/json", new StringContent(new string(' ', 4_000), Encoding.UTF8, "application/json"), Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain("\"too_large\"");
    }

    [Fact]
    public async Task An_allowed_page_may_read_the_answer_and_preflight()
    {
        await using var server = await TestServer.Start(WithPage);
        using var answer = await server.Http.SendAsync(Request(HttpMethod.Get, "/health", Page), Token);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Page]);
        answer.Headers.GetValues("Access-Control-Allow-Credentials").ShouldBe(["true"]);
        answer.Headers.Vary.ShouldBe(["Origin"]);

        using var preflight = Request(HttpMethod.Options, "/any/path", Page);
        preflight.Headers.Add("Access-Control-Request-Method", "PATCH");
        preflight.Headers.Add("Access-Control-Request-Headers", "X-Custom, not a token");
        using var allowed = await server.Http.SendAsync(preflight, Token);
        allowed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        allowed.Headers.GetValues("Access-Control-Allow-Methods").Single().ShouldBe("GET, POST, PUT, PATCH, DELETE, OPTIONS");
        allowed.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldBe("accept, authorization, content-type, origin, x-csrftoken, x-requested-with, x-user-id, x-custom");
        allowed.Headers.GetValues("Access-Control-Max-Age").ShouldBe(["600"]);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://localhost:3000")]
    public async Task Another_page_gets_no_leave_and_the_operator_hears_why(string origin)
    {
        await using var server = await TestServer.Start(WithPage);
        using var answer = await server.Http.SendAsync(Request(HttpMethod.Get, "/health", origin), Token);
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();

        using var preflight = Request(HttpMethod.Options, "/health", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "GET");
        using var refused = await server.Http.SendAsync(preflight, Token);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        refused.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();

        var record = server.App.Services.GetRequiredService<RefusalLog>().Recent()[^1];
        record.Origin.ShouldBe(origin);
        record.Remedy.ShouldContain(origin);
    }

    [Fact]
    public async Task Pages_under_the_public_address_may_connect_whatever_the_proxy_makes_of_the_host()
    {
        await using var server = await TestServer.Start(new() { ["ENVIRONMENT"] = "production", ["SECRET_KEY"] = new string('k', 32), ["PUBLIC_URL"] = "https://my.example" });
        using var answer = await server.Http.SendAsync(Request(HttpMethod.Get, "/health", "https://my.example"), Token);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["https://my.example"]);
    }

    [Fact]
    public async Task A_foreign_host_name_is_refused_but_probes_are_not()
    {
        await using var server = await TestServer.Start(new() { ["ALLOWED_HOSTS"] = ".example.com" }, MapOddities);
        (await Status("/whoami", "chat.example.com")).ShouldBe(HttpStatusCode.OK);
        (await Status("/whoami", "evil.example")).ShouldBe(HttpStatusCode.BadRequest);
        (await Status("/health", "10.0.0.7")).ShouldBe(HttpStatusCode.OK);

        async Task<HttpStatusCode> Status(string path, string host)
        {
            using var request = Request(HttpMethod.Get, path);
            request.Headers.Host = host;
            using var answer = await server.Http.SendAsync(request, Token);
            return answer.StatusCode;
        }
    }

    [Theory]
    [InlineData("127.0.0.0/8", "203.0.113.9 https chat.example.com")]
    [InlineData("192.0.2.1", "127.0.0.1 http")]
    public async Task Forwarded_headers_count_only_from_a_declared_proxy(string proxies, string expected)
    {
        await using var server = await TestServer.Start(new() { ["TRUSTED_PROXIES"] = proxies }, MapOddities);
        using var request = Request(HttpMethod.Get, "/whoami");
        request.Headers.Add("X-Forwarded-For", "198.51.100.1, 203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "chat.example.com");
        using var answer = await server.Http.SendAsync(request, Token);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldStartWith(expected);
    }

    [Fact]
    public async Task No_header_tells_which_server_this_is()
    {
        await using var server = await TestServer.Start();
        using var answer = await server.Http.GetAsync("/health", Token);
        answer.Headers.Server.ShouldBeEmpty();
    }
}
