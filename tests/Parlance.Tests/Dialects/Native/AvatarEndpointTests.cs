using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core.Accounts;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Tests.Core.Media;
using Parlance.Tests.Server;

namespace Parlance.Tests.Dialects.Native;

public sealed class AvatarEndpointTests : IAsyncLifetime
{
    private const string Path = "/users/me/avatar";

    private TestServer _server = null!;
    private NativeApi _api = null!;
    private string _token = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await StartAsync([]);

    public async ValueTask DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task A_form_of_sizes_becomes_the_avatar_and_its_files_are_served()
    {
        var answer = await Put(Form(("thumbnail", Pictures.Jpeg(40)), ("small", Pictures.Jpeg(80)), ("medium", Pictures.Jpeg(200, size: 3_000)), ("large", Pictures.Jpeg(400))));

        answer.Status.ShouldBe(200);
        var url = new Uri(answer["avatar_url"]);
        url.GetLeftPart(UriPartial.Authority).ShouldBe(_server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var served = await _server.Http.GetAsync(url, Cancel);
        served.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        (await served.Content.ReadAsByteArrayAsync(Cancel)).ShouldBe(Pictures.Jpeg(200, size: 3_000));
        (await _api.Get("/me", _token))["avatar_url"].ShouldBe(url.ToString());
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("application/octet-stream")]
    [InlineData("text/html")] // the declared type is not believed
    public async Task The_image_itself_may_be_the_body(string declared)
    {
        var answer = await Put(Raw(Pictures.Png(), declared));

        answer.Status.ShouldBe(200);
        answer["avatar_url"].ShouldEndWith(".png");
    }

    [Fact]
    public async Task A_new_avatar_and_a_removed_one_take_the_old_file_away()
    {
        var first = (await Put(Raw(Pictures.Png())))["avatar_url"];
        var second = (await Put(Raw(Pictures.Png())))["avatar_url"];

        (await StatusOf(first)).ShouldBe(404);
        (await StatusOf(second)).ShouldBe(200);

        var removed = await _api.Send(HttpMethod.Delete, Path, _token, null);
        removed.Status.ShouldBe(200);
        removed["avatar_url"].ShouldBe("");
        (await StatusOf(second)).ShouldBe(404);
        (await _api.Send(HttpMethod.Delete, Path, _token, null)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_avatar_changed_by_its_address_takes_the_file_away_soon()
    {
        var url = (await Put(Raw(Pictures.Png())))["avatar_url"];

        (await _api.Patch("/me", """{"avatar_url":""}""", _token)).Status.ShouldBe(200);

        await Eventually.Holds(async () => await StatusOf(url) == 404 ? null : "still served");
    }

    [Fact]
    public async Task A_deleted_room_takes_its_thumbnail_away_soon()
    {
        var media = _server.App.Services.GetRequiredService<Parlance.Core.Media.MediaService>();
        var base64 = "data:image/png;base64," + Convert.ToBase64String(Pictures.Png());
        var url = (await media.StoreDataUrlAsync(base64, _server.Http.BaseAddress!.ToString().TrimEnd('/'), Cancel)).Value;
        (await _api.Post("/rooms", $$"""{"name":"Lounge","key":"lounge","thumbnail_url":"{{url}}"}""", _token)).Status.ShouldBe(201);
        (await StatusOf(url)).ShouldBe(200);

        (await _api.Send(HttpMethod.Delete, "/conversations/lounge", _token, null)).Status.ShouldBe(200);

        await Eventually.Holds(async () => await StatusOf(url) == 404 ? null : "still served");
    }

    [Fact]
    public async Task Only_the_one_who_is_signed_in_uploads()
    {
        (await _api.Send(HttpMethod.Put, Path, null, Raw(Pictures.Png()))).ShouldRefuse(401, "unauthenticated");
        (await _api.Send(HttpMethod.Delete, Path, null, null)).ShouldRefuse(401, "unauthenticated");
    }

    [Theory]
    [InlineData("I am a text called avatar.jpg")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")]
    [InlineData("<html><body>hello</body></html>")]
    [InlineData("")]
    public async Task What_is_no_image_is_refused_however_it_comes(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);

        (await Put(Form(("medium", bytes)))).ShouldRefuse(400, "invalid", "medium");
        (await Put(Raw(bytes, "image/jpeg"))).ShouldRefuse(400, "invalid", "medium");
        (await _api.Get("/me", _token))["avatar_url"].ShouldBe("");
    }

    [Fact]
    public async Task An_image_of_absurd_size_is_refused() =>
        (await Put(Raw(Pictures.Png(60_000, 60_000)))).ShouldRefuse(400, "invalid", "medium");

    [Fact]
    public async Task Eleven_megabytes_are_too_large_and_the_client_reads_why()
    {
        var large = Pictures.Jpeg(size: 11 << 20);

        (await Put(Raw(large))).ShouldRefuse(413, "too_large");
        (await Put(Form(("medium", large)))).ShouldRefuse(413, "too_large");
        (await Put(Form(("small", Pictures.Jpeg(size: 6 << 20)), ("medium", Pictures.Jpeg(size: 6 << 20))))).ShouldRefuse(413, "too_large");
        (await Put(Raw(Pictures.Jpeg(size: 9 << 20)))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Larger_bodies_are_for_uploads_only()
    {
        var answer = await _api.Send(HttpMethod.Patch, "/me", _token, NativeApi.Json($$"""{"bio":"{{new string('x', 2 << 20)}}"}"""));

        answer.Status.ShouldBe(413);
    }

    [Theory]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"medium\"; filename=\"a.jpg\"\r\n\r\nhalf of a")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"medium\"")]
    [InlineData("--b\r\nContent-Dispo")]
    [InlineData("--b\r\n\r\nno headers\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: ;;;=\r\n\r\nx\r\n--b--\r\n")]
    [InlineData("--b\r\nno colon\r\n\r\nx\r\n--b--\r\n")]
    [InlineData("--another\r\nContent-Disposition: form-data; name=\"medium\"\r\n\r\nx\r\n--another--\r\n")]
    [InlineData("no form at all")]
    [InlineData("")]
    public async Task A_form_that_is_broken_is_refused(string body) =>
        (await Put(Multipart(body, "multipart/form-data; boundary=b"))).ShouldRefuse(400, "malformed");

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    [InlineData("multipart/form-data; boundary=\"\"")]
    [InlineData("multipart/form-data; boundary=0123456789012345678901234567890123456789012345678901234567890123456789-")]
    [InlineData("multipart/mixed; boundary=b")]
    [InlineData("multipart/")]
    public async Task A_form_that_is_declared_as_none_is_refused(string contentType) =>
        (await Put(Multipart("--b--\r\n", contentType))).ShouldRefuse(400, "malformed");

    [Fact]
    public async Task A_form_without_a_picture_with_the_same_twice_or_with_many_parts_is_refused()
    {
        (await Put(Form(("avatar", Pictures.Jpeg())))).ShouldRefuse(400, "invalid", "medium");
        (await Put(Multipart("--b--\r\n", "multipart/form-data; boundary=b"))).ShouldRefuse(400, "invalid", "medium");
        (await Put(Form(("medium", Pictures.Jpeg()), ("medium", Pictures.Jpeg())))).ShouldRefuse(400, "invalid", "medium");
        (await Put(Form([.. Enumerable.Range(0, 17).Select(i => ($"x{i}", Pictures.Jpeg()))]))).ShouldRefuse(400, "malformed");
        (await Put(Form(("note", "hello"u8.ToArray()), ("medium", Pictures.Jpeg())))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Headers_of_a_part_without_end_are_refused()
    {
        var body = "--b\r\nContent-Disposition: form-data; name=\"medium\"\r\nX: " + new string('x', 100_000) + "\r\n\r\nx\r\n--b--\r\n";

        (await Put(Multipart(body, "multipart/form-data; boundary=b"))).ShouldRefuse(400, "malformed");
    }

    [Fact]
    public async Task An_address_uploads_only_so_often()
    {
        await _api.DisposeAsync();
        await StartAsync(new() { ["RATE_LIMIT_SCALE"] = "0.05" }); // three uploads

        for (var i = 0; i < 3; i++)
            (await Put(Raw(Pictures.Png()))).Status.ShouldBe(200);
        var refused = await Put(Raw(Pictures.Png()));

        refused.ShouldRefuse(429, "rate_limited");
        refused.Body.GetProperty("retry_after_ms").GetInt64().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Links_begin_with_the_public_url_when_there_is_one()
    {
        await _api.DisposeAsync();
        await StartAsync(new() { ["PUBLIC_URL"] = "https://chat.example.com" });

        (await Put(Raw(Pictures.Png())))["avatar_url"].ShouldStartWith("https://chat.example.com/media/");
    }

    private async Task StartAsync(Dictionary<string, string> environment)
    {
        environment.TryAdd("RATE_LIMIT_SCALE", "1000");
        _server = await TestServer.Start(environment, replace: services => services.AddSingleton<IPasswordHasher>(new IdentityPasswordHasher(iterations: 10)));
        _api = new NativeApi(_server);
        _token = (await _api.Post("/register", """{"username":"ana","password":"correct horse"}"""))["access_token"];
    }

    private Task<Answer> Put(HttpContent content) => _api.Send(HttpMethod.Put, Path, _token, content);

    private static ByteArrayContent Raw(byte[] bytes, string contentType = "image/jpeg") => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };

    private static MultipartFormDataContent Form(params (string Name, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, bytes) in files)
            form.Add(Raw(bytes), name, name + ".jpg");
        return form;
    }

    private static ByteArrayContent Multipart(string body, string contentType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }

    private async Task<int> StatusOf(string url)
    {
        using var answer = await _server.Http.GetAsync(new Uri(url), Cancel);
        return (int)answer.StatusCode;
    }
}
