using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core.Media;
using Parlance.Tests.Server;

namespace Parlance.Tests.Dialects.Hosting.Media;

/// <summary>`/media/{name}` of a whole server.</summary>
public sealed class MediaEndpointTests : IAsyncLifetime
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 1_000).Select(i => (byte)i)];

    private readonly string _name = BlobName.New("image/webp");
    private TestServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Path => "/media/" + _name;

    private string Tag => $"\"{_name}\"";

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.Start();
        await _server.App.Services.GetRequiredService<IBlobStore>().PutAsync(_name, Content, Cancel);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task A_file_is_served_to_everybody_to_keep_and_never_to_run(string method)
    {
        using var answer = await Ask(method);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("image/webp");
        answer.Content.Headers.ContentLength.ShouldBe(1_000);
        Header(answer, "Cache-Control").ShouldBe("public, max-age=31536000, immutable");
        Header(answer, "X-Content-Type-Options").ShouldBe("nosniff");
        Header(answer, "Cross-Origin-Resource-Policy").ShouldBe("cross-origin");
        Header(answer, "Content-Security-Policy").ShouldBe("sandbox; default-src 'none'");
        Header(answer, "Accept-Ranges").ShouldBe("bytes");
        Header(answer, "ETag").ShouldBe(Tag);
        (await answer.Content.ReadAsByteArrayAsync(Cancel)).ShouldBe(method == "GET" ? Content : []);
    }

    [Fact]
    public async Task A_slash_at_the_end_changes_nothing_and_another_method_is_refused()
    {
        using var slash = await Ask("GET", Path + "/");
        slash.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var post = await Ask("POST");
        post.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=0-99", 0, 100)]
    [InlineData("bytes=100-", 100, 900)]
    [InlineData("bytes=-100", 900, 100)]
    [InlineData("bytes=-5000", 0, 1_000)]
    [InlineData("bytes=990-5000", 990, 10)]
    [InlineData("bytes=0-999", 0, 1_000)]
    public async Task A_range_is_answered_with_that_part(string range, int offset, int length)
    {
        using var answer = await Ask("GET", Path, ("Range", range));

        answer.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        answer.Content.Headers.ContentRange!.ToString().ShouldBe($"bytes {offset}-{offset + length - 1}/1000");
        answer.Content.Headers.ContentLength.ShouldBe(length);
        (await answer.Content.ReadAsByteArrayAsync(Cancel)).ShouldBe(Content[offset..(offset + length)]);
    }

    [Theory]
    [InlineData("bytes=1000-")]
    [InlineData("bytes=5000-6000")]
    [InlineData("bytes=-0")]
    public async Task A_range_outside_of_the_file_is_refused_with_its_length(string range)
    {
        using var answer = await Ask("GET", Path, ("Range", range));

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        answer.Content.Headers.ContentRange!.ToString().ShouldBe("bytes */1000");
        answer.Headers.CacheControl!.ToString().ShouldBe("no-store");
        (await CodeOf(answer)).ShouldBe("range_not_satisfiable");
    }

    [Theory]
    [InlineData("bytes=0-1,5-6")]
    [InlineData("bytes=5-1")]
    [InlineData("lines=0-1")]
    [InlineData("bytes=x-y")]
    [InlineData("nonsense")]
    [InlineData("bytes=99999999999999999999-")]
    public async Task What_is_not_one_range_of_bytes_is_answered_with_the_whole_file(string range)
    {
        using var answer = await Ask("GET", Path, ("Range", range));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentLength.ShouldBe(1_000);
    }

    [Theory]
    [InlineData("{tag}", HttpStatusCode.PartialContent)]
    [InlineData("\"another\"", HttpStatusCode.OK)]
    [InlineData("W/{tag}", HttpStatusCode.OK)]
    [InlineData("Fri, 21 Nov 2025 12:00:00 GMT", HttpStatusCode.OK)]
    public async Task A_range_of_the_file_as_it_was_needs_its_tag(string ifRange, HttpStatusCode status)
    {
        using var answer = await Ask("GET", Path, ("Range", "bytes=0-9"), ("If-Range", ifRange.Replace("{tag}", Tag)));

        answer.StatusCode.ShouldBe(status);
    }

    [Theory]
    [InlineData("{tag}", 304)]
    [InlineData("W/{tag}", 304)]
    [InlineData("\"x\", {tag}", 304)]
    [InlineData("*", 304)]
    [InlineData("\"x\"", 200)]
    public async Task Who_has_the_file_is_told_so(string ifNoneMatch, int status)
    {
        using var answer = await Ask("GET", Path, ("If-None-Match", ifNoneMatch.Replace("{tag}", Tag)));

        ((int)answer.StatusCode).ShouldBe(status);
        Header(answer, "ETag").ShouldBe(Tag);
        (await answer.Content.ReadAsByteArrayAsync(Cancel)).Length.ShouldBe(status == 304 ? 0 : 1_000);
    }

    [Theory]
    [InlineData("/media/0123456789abcdefghjkmnpqrs.jpg")]
    [InlineData("/media/0123456789abcdefghjkmnpqrs.svg")]
    [InlineData("/media/..%2f..%2fparlance.db")]
    [InlineData("/media/%2e%2e%2fparlance.db")]
    [InlineData("/media/.ready")]
    public async Task What_does_not_exist_is_not_found_in_json(string path)
    {
        using var answer = await Ask("GET", path, ("Range", "bytes=0-9"), ("If-None-Match", "*"));

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Headers.CacheControl!.ToString().ShouldBe("no-store");
        (await CodeOf(answer)).ShouldBe("not_found");
    }

    [Fact]
    public async Task A_page_of_an_allowed_origin_may_read_it_and_one_of_another_may_not()
    {
        using var allowed = await Ask("GET", Path, ("Origin", "http://localhost:3000"));
        Header(allowed, "Access-Control-Allow-Origin").ShouldBe("http://localhost:3000");

        using var other = await Ask("GET", Path, ("Origin", "https://evil.example"));
        other.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task A_place_for_files_that_cannot_be_reached_makes_the_node_not_ready()
    {
        (await _server.Http.GetStringAsync("/health/ready", Cancel)).ShouldContain("\"files\":\"ok\"");
        await using var server = await TestServer.Start(new()
        {
            ["BLOB_STORE"] = "http://127.0.0.1:1/parlance", ["S3_ACCESS_KEY_ID"] = "key", ["S3_SECRET_ACCESS_KEY"] = "hunter2",
        });

        using var ready = await server.Http.GetAsync("/health/ready", Cancel);
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var body = await ready.Content.ReadAsStringAsync(Cancel);
        JsonDocument.Parse(body).RootElement.GetProperty("checks").GetProperty("files").GetString().ShouldNotBe("ok");
        body.ShouldNotContain("127.0.0.1");

        using var file = await server.Http.GetAsync(Path, Cancel);
        file.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await CodeOf(file)).ShouldBe("unavailable");
    }

    private async Task<HttpResponseMessage> Ask(string method, string? path = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path ?? Path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _server.Http.SendAsync(request, Cancel);
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        string.Join(", ", answer.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values : answer.Content.Headers.GetValues(name));

    private static async Task<string?> CodeOf(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("code").GetString();
}
