using System.Net;
using System.Text.Json;

namespace Parlance.Scenarios.Stories;

/// <summary>Files are uploaded first, sent with a message, and go when the message goes.</summary>
public class SendingFiles(ChatServers servers) : IClassFixture<ChatServers>
{
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Theory, EveryEngine]
    public async Task Files_stay_as_long_as_their_message(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        using var http = Http(chat, ana);
        var picture = await Upload(http, "files?name=a%20cat.png", new ByteArrayContent(Png));
        var script = await Upload(http, "files", new MultipartFormDataContent { { new ByteArrayContent("<script>alert(1)</script>"u8.ToArray()), "file", "../evil.html" } });
        (picture.Name, picture.ContentType, picture.Size).ShouldBe(("a cat.png", "image/png", Png.Length));
        (script.Name, script.ContentType).ShouldBe(("evil.html", "application/octet-stream"));

        var sent = await ana.Client.SendAsync(ana.Room, "", new SendOptions { Attachments = [picture, script] }, cancellationToken: TestContext.Current.CancellationToken);
        var seen = (await ben.Client.HistoryAsync(ben.Room)).Messages.Single();
        seen.Attachments!.Select(a => a.Url).ShouldBe([picture.Url, script.Url]);
        (await http.GetByteArrayAsync(new Uri(picture.Url), TestContext.Current.CancellationToken)).ShouldBe(Png);
        using (var saved = await http.GetAsync(new Uri(script.Url), TestContext.Current.CancellationToken))
            saved.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");

        await ana.Client.DeleteAsync(sent.Message);
        await Eventually.Holds(async () => await Gone(http, picture) && await Gone(http, script) ? null : "the files are still there");
    }

    [Theory, EveryEngine]
    public async Task A_file_stays_with_the_first_message_and_with_its_owner(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        using var http = Http(chat, ana);
        var file = await Upload(http, "files?name=x.png", new ByteArrayContent(Png));
        var other = await Upload(http, "files?name=y.png", new ByteArrayContent(Png));

        // Whoever names somebody else's file may delete their message: the file is not theirs.
        var stolen = await ben.Client.SendAsync(ben.Room, "", new SendOptions { Attachments = [file] }, cancellationToken: TestContext.Current.CancellationToken);
        await ben.Client.DeleteAsync(stolen.Message);
        await ana.Client.SendAsync(ana.Room, "", new SendOptions { Attachments = [file, other] }, cancellationToken: TestContext.Current.CancellationToken);
        var again = await ana.Client.SendAsync(ana.Room, "again", new SendOptions { Attachments = [file] }, cancellationToken: TestContext.Current.CancellationToken);
        await ana.Client.DeleteAsync(again.Message);

        // Deletions are worked off in order: when this later one is done, those before it are.
        var last = await Upload(http, "files?name=z.png", new ByteArrayContent(Png));
        var marker = await ana.Client.SendAsync(ana.Room, "", new SendOptions { Attachments = [last] }, cancellationToken: TestContext.Current.CancellationToken);
        await ana.Client.DeleteAsync(marker.Message);
        await Eventually.Holds(async () => await Gone(http, last) ? null : "the last file is still there");
        (await Gone(http, file)).ShouldBeFalse();
    }

    [Theory, EveryEngine]
    public async Task A_rooms_picture_stays_as_long_as_the_room_shows_it(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, _) = await chat.Pair("ana", "ben");
        using var http = Http(chat, ana);
        await Refuses(http, new ByteArrayContent("no picture"u8.ToArray()), HttpStatusCode.BadRequest, "invalid", "thumbnails");
        await Refuses(http, new ByteArrayContent(new byte[(2 << 20) + 1]), HttpStatusCode.RequestEntityTooLarge, "too_large", "thumbnails");
        using var answer = await http.PostAsync("thumbnails", new ByteArrayContent(Png), TestContext.Current.CancellationToken);
        var url = JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("url").GetString()!;
        var picture = new Attachment(url, "", "", 0);

        var den = await ana.Client.CreateRoomAsync(new ConversationSettings { Name = "The den", ThumbnailUrl = url });
        (await http.GetByteArrayAsync(new Uri(url), TestContext.Current.CancellationToken)).ShouldBe(Png);
        await ana.Client.DeleteConversationAsync(den.Conversation.Id);
        await Eventually.Holds(async () => await Gone(http, picture) ? null : "the picture is still there");
    }

    [Theory, EveryEngine]
    public async Task What_is_no_file_is_refused_with_a_reason(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, _) = await chat.Pair("ana", "ben");
        using var http = Http(chat, ana);
        await Refuses(http, new ByteArrayContent([]), HttpStatusCode.BadRequest, "invalid");
        await Refuses(http, new ByteArrayContent(new byte[(25 << 20) + 1]), HttpStatusCode.RequestEntityTooLarge, "too_large");
        await Refuses(http, new MultipartFormDataContent { { new ByteArrayContent(Png), "picture", "x.png" } }, HttpStatusCode.BadRequest, "invalid");
        await Refuses(http, new StringContent("no boundary", mediaType: new("multipart/form-data")), HttpStatusCode.BadRequest, "malformed");
        http.DefaultRequestHeaders.Authorization = null;
        await Refuses(http, new ByteArrayContent(Png), HttpStatusCode.Unauthorized, "unauthenticated");
    }

    private static HttpClient Http(Chat chat, Person who)
    {
        var http = new HttpClient { BaseAddress = new Uri(chat.Server.Address, "/api/v1/") };
        http.DefaultRequestHeaders.Authorization = new("Bearer", who.Credentials.AccessToken);
        return http;
    }

    private static async Task<Attachment> Upload(HttpClient http, string path, HttpContent content)
    {
        using var answer = await http.PostAsync(path, content, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, text);
        var file = JsonElement.Parse(text);
        return new Attachment(file.GetProperty("url").GetString()!, file.GetProperty("name").GetString()!, file.GetProperty("content_type").GetString()!, file.GetProperty("size").GetInt64());
    }

    private static async Task Refuses(HttpClient http, HttpContent content, HttpStatusCode status, string code, string path = "files?name=x")
    {
        using var answer = await http.PostAsync(path, content, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(status);
        JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("code").GetString().ShouldBe(code);
    }

    private static async Task<bool> Gone(HttpClient http, Attachment file)
    {
        using var answer = await http.GetAsync(new Uri(file.Url), TestContext.Current.CancellationToken);
        return answer.StatusCode == HttpStatusCode.NotFound;
    }
}
