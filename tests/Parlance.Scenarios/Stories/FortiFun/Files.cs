using System.Net.Http.Headers;

namespace Parlance.Scenarios.Stories.FortiFun;

/// <summary>Pictures, and files that go with messages.</summary>
public class Files(FortiServers servers)
{
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Theory, EveryEngine]
    public async Task A_profile_picture_is_told_by_its_bytes(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        const string path = "/api/v1/accounts/files/profile-picture";

        var uploaded = (await Upload(ana, path, "file", Png, "me.jpg")).Ok();
        uploaded.Text("detail").ShouldBe("uploaded and processed");
        uploaded.GetProperty("original_info").Text("format").ShouldBe("PNG");
        (await ana.Self()).Text("profile_picture").ShouldBe(uploaded.Text("url"));
        (await ana.Http.Fetch(uploaded.Text("url")!)).Type.ShouldBe("image/png");
        (await bob.Messages(id))[0].GetProperty("sender").Text("profile_picture").ShouldBe(uploaded.Text("url"));

        (await Upload(ana, path, "other", Png, "me.png")).ShouldRefuse(400, "file required");
        var refused = await Upload(ana, path, "file", "<html>"u8.ToArray(), "me.png");
        refused.ShouldRefuse(400, "Unsupported image format. Please use JPEG, PNG, or WEBP.");
        refused.Json.Text("error").ShouldBe("invalid_format");
        (await ana.Http.Post(path, "{}")).ShouldRefuse(400, "file required");
        (await ana.Http.Send(HttpMethod.Post, path, Broken())).ShouldRefuse(400);
    }

    [Theory, EveryEngine]
    public async Task A_file_goes_with_its_message_and_away_with_it(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        var bobs = await bob.Connects();
        var path = $"/api/v1/conversations/{id}/messages/";

        var form = new MultipartFormDataContent { { new StringContent("my script"), "content" }, { new ByteArrayContent("<script>alert(1)</script>"u8.ToArray()), "attachment", "../evil.html" } };
        var posted = await ana.Http.Send(HttpMethod.Post, path, form);
        posted.Status.ShouldBe(201, posted.Text);
        var url = posted.Json.Text("attachment")!;
        (await bobs.Sees("new_message")).GetProperty("message").Text("attachment").ShouldBe(url);
        var fetched = await Head(chat, url);
        (fetched.Status, fetched.Type, fetched.Disposition, fetched.NoSniff).ShouldBe((200, "application/octet-stream", "attachment", "nosniff"));

        (await ana.Http.Delete($"{path}{posted.Json.Number("id")}/")).Status.ShouldBe(204);
        await Eventually.Holds(async () => (await Head(chat, url)).Status == 404 ? null : "the file is still there");
    }

    [Theory, EveryEngine]
    public async Task A_file_uploaded_first_is_sent_by_its_address(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        var url = (await Upload(ana, "/api/v1/accounts/files/message-attachment", "file", Png, "cat.png")).Ok().Text("url")!;
        var path = $"/api/v1/conversations/{id}/messages/";

        var posted = await ana.Http.Post(path, Body.Of(("content", "look"), ("attachment", url)));
        posted.Status.ShouldBe(201, posted.Text);
        posted.Json.Text("attachment").ShouldBe(url);
        (await ana.Http.Post(path, Body.Of(("content", "again"), ("attachment", url)))).Status.ShouldBe(201);
        (await ana.Messages(id)).Texts("content").ShouldBe(["hi", "look", "again"]);
        (await bob.Http.Post(path, Body.Of(("content", "mine"), ("attachment", url)))).ShouldRefuse(400);
        (await ana.Http.Fetch(url)).Type.ShouldBe("image/png");
    }

    [Theory, EveryEngine]
    public async Task A_hundred_megabytes_are_refused_before_they_are_read(Engine engine)
    {
        await using var chat = await FortiChat.On(engine);
        var (ana, _, id) = await chat.Pair();
        var before = chat.Server.MemoryMiB();
        foreach (var path in (string[])["/api/v1/accounts/files/message-attachment", "/api/v1/accounts/files/profile-picture", $"/api/v1/conversations/{id}/messages/"])
        {
            using var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = chat.Server.Address };
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new MultipartFormDataContent { { new ByteArrayContent(new byte[100 << 20]), "file", "big" } } };
            request.Headers.ExpectContinue = true;
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ana.Token);
            using var answer = await client.SendAsync(request);
            ((int)answer.StatusCode).ShouldBe(413, path);
        }

        (chat.Server.MemoryMiB(peak: true) - before).ShouldBeLessThan(80);
        (await ana.Messages(id)).Count.ShouldBe(1);
    }

    private static Task<RoomsAnswer> Upload(FortiPerson who, string path, string field, byte[] bytes, string name) =>
        who.Http.Send(HttpMethod.Post, path, new MultipartFormDataContent { { new ByteArrayContent(bytes), field, name } });

    private static ByteArrayContent Broken()
    {
        var content = new ByteArrayContent("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nno end"u8.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        return content;
    }

    private static async Task<(int Status, string? Type, string? Disposition, string? NoSniff)> Head(FortiChat chat, string url)
    {
        using var client = new HttpClient { BaseAddress = chat.Server.Address };
        using var answer = await client.GetAsync(new Uri(url));
        return ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.DispositionType,
            answer.Headers.TryGetValues("X-Content-Type-Options", out var options) ? options.Single() : null);
    }
}
