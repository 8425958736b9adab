using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Parlance.Tests.Server;

/// <summary>How the web app is served: with the content policy, compressed, kept for as long as it may be, and beside the dialects' own paths.</summary>
public sealed partial class WebAppTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_root_is_a_page_for_browsers_and_json_for_everybody_else()
    {
        await using var server = await TestServer.Start();

        using var page = await Get(server, "/", "text/html,application/xhtml+xml,*/*;q=0.8");
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await page.Content.ReadAsStringAsync(Token)).ShouldContain("<div id=\"root\">");
        page.Headers.Vary.ShouldContain("Accept");

        using var json = await Get(server, "/", "*/*");
        json.Headers.Vary.ShouldContain("Accept");
        JsonDocument.Parse(await json.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("message").GetString().ShouldBe("Parlance is running");
    }

    [Theory]
    [InlineData("/app")]
    [InlineData("/app/")]
    [InlineData("/app/c/12")]
    [InlineData("/app/j/a.room.with.dots")]
    [InlineData("/app/anything/at/all")]
    public async Task Every_address_of_the_app_is_its_page(string path)
    {
        await using var server = await TestServer.Start();
        using var page = await Get(server, path, "text/html");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        page.Headers.CacheControl!.NoCache.ShouldBeTrue();
    }

    [Fact]
    public async Task The_policy_lets_no_foreign_script_in_and_its_nonce_is_another_each_time()
    {
        await using var server = await TestServer.Start();
        var nonces = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var page = await Get(server, "/app/", "text/html");
            var policy = page.Headers.GetValues("Content-Security-Policy").Single();
            policy.ShouldContain("default-src 'none'");
            policy.ShouldContain("script-src 'self';");
            policy.ShouldNotContain("unsafe");
            var nonce = Nonce().Match(policy).Groups[1].Value;
            (await page.Content.ReadAsStringAsync(Token)).ShouldContain($"content=\"{nonce}\"");
            nonces.Add(nonce);
            page.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        }

        nonces[0].ShouldNotBe(nonces[1]);
        nonces[0].Length.ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("identity", null)]
    public async Task A_hashed_file_is_kept_for_ever_and_sent_compressed_to_whoever_takes_that(string accepted, string? encoding)
    {
        await using var server = await TestServer.Start();
        using var page = await Get(server, "/app/", "text/html");
        var script = Script().Match(await page.Content.ReadAsStringAsync(Token)).Groups[1].Value;

        using var request = new HttpRequestMessage(HttpMethod.Get, script);
        request.Headers.Add("Accept-Encoding", accepted);
        using var file = await server.Http.SendAsync(request, Token);
        file.StatusCode.ShouldBe(HttpStatusCode.OK);
        file.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        file.Content.Headers.ContentEncoding.ShouldBe(encoding is null ? [] : [encoding]);
        file.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");

        using var again = new HttpRequestMessage(HttpMethod.Get, script) { Headers = { IfNoneMatch = { file.Headers.ETag! } } };
        using var unchanged = await server.Http.SendAsync(again, Token);
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);

        using var head = await server.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, script), Token);
        head.Content.Headers.ContentLength.ShouldNotBeNull();
        (await head.Content.ReadAsByteArrayAsync(Token)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/app/manifest.webmanifest", "application/manifest+json")]
    [InlineData("/app/icon.svg", "image/svg+xml")]
    [InlineData("/app/icon-192.png", "image/png")]
    [InlineData("/app/sw.js", "text/javascript")]
    [InlineData("/app/emoji/fr/data.json", "application/json")]
    public async Task Files_whose_names_stay_are_asked_for_again_each_time(string path, string type)
    {
        await using var server = await TestServer.Start();
        using var file = await Get(server, path, "*/*");
        file.StatusCode.ShouldBe(HttpStatusCode.OK);
        file.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        file.Headers.CacheControl!.NoCache.ShouldBeTrue();
    }

    [Theory]
    [InlineData("/app/assets/of-another-version.js")]
    [InlineData("/app/index.html.br")]
    [InlineData("/app/../appsettings.json")]
    [InlineData("/app/%2e%2e/%2e%2e/etc/passwd.txt")]
    public async Task What_is_not_there_is_refused_rather_than_shown_as_the_page(string path)
    {
        await using var server = await TestServer.Start();
        using var answer = await Get(server, path, "*/*");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var posted = await server.Http.PostAsync("/app/", null, Token);
        posted.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task The_service_worker_knows_only_files_that_there_are()
    {
        await using var server = await TestServer.Start();
        var worker = await server.Http.GetStringAsync("/app/sw.js", Token);
        var names = Quoted().Matches(worker).Select(match => match.Groups[1].Value).ToArray();
        names.Length.ShouldBeGreaterThan(5);
        foreach (var name in names)
        {
            using var file = await Get(server, name, "*/*");
            file.StatusCode.ShouldBe(HttpStatusCode.OK, name);
        }
    }

    private static Task<HttpResponseMessage> Get(TestServer server, string path, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(accept);
        return server.Http.SendAsync(request, Token);
    }

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("src=\"(/app/assets/[^\"]+\\.js)\"")]
    private static partial Regex Script();

    [GeneratedRegex("[\"'](/app/(?:assets/)[^\"']+)[\"']")]
    private static partial Regex Quoted();
}
