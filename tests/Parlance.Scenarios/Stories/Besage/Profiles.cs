using System.Net;
using Parlance.Scenarios.Harness.Besage;

namespace Parlance.Scenarios.Stories.Besage;

/// <summary>Names, addresses and pictures. S8; defects 3, 15, 16.</summary>
public class Profiles(BesageServers servers)
{
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Theory, EveryEngine]
    public async Task The_clients_own_calls_work(Engine engine) // S8, defect 3
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();

        (await ana.Http.Put($"/api/messages/status/update-all/{id}/", "{}")).Ok();
        var renamed = RoomsChat.Unique("anna");
        var user = (await ana.Http.Put($"/api/users/{ana.Id}/profile/", Body.Of(("username", renamed), ("email", $"{renamed}@example.com")))).Ok();
        (user.Text("username"), user.Text("email"), user.TryGetProperty("token", out _)).ShouldBe((renamed, $"{renamed}@example.com", false));
        (await ana.Http.Put($"/api/users/{bob.Id}/profile/", "{}")).ShouldRefuse(403);
        (await bob.Http.Get($"/api/chats/{id}/")).Ok().Text("name").ShouldBe(renamed);

        var taken = await ana.Http.Put($"/api/users/{ana.Id}/profile/", Body.Of(("username", bob.Name), ("email", "not an address")));
        taken.ShouldRefuse(400);
        taken.Json.GetProperty("email")[0].GetString().ShouldBe("Enter a valid email address.");
        (await ana.Http.Put($"/api/users/{ana.Id}/", Body.Of(("username", bob.Name)))).Json.GetProperty("username")[0].GetString().ShouldBe("A user with that username already exists.");

        var picture = (await ana.Http.Upload(HttpMethod.Put, $"/api/users/{ana.Id}/profile-image/", ("image", Png))).Ok();
        var url = picture.Text("imageUrl")!;
        url.Length.ShouldBeLessThan(300);
        picture.Text("profile_img").ShouldBe(url);
        (await chat.Stranger().Fetch(url)).ShouldSatisfyAllConditions(f => f.Status.ShouldBe(200), f => f.Type.ShouldBe("image/png"), f => f.Bytes.ShouldBe(Png));
        (await bob.Http.Get($"/api/users/{ana.Id}/")).Ok().Text("profileImage").ShouldBe(url);
    }

    [Theory, EveryEngine]
    public async Task Addresses_are_for_their_owner_and_everybody_is_listed(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Account("ana"), await chat.Account("bob"));

        var users = (await ana.Http.Get("/api/users/")).Ok().EnumerateArray().ToList();

        users.Single(u => u.Number("id") == ana.Id).Text("email").ShouldBe($"{ana.Name}@example.com");
        users.Single(u => u.Number("id") == bob.Id).Text("email").ShouldBe("");
        (await ana.Http.Get($"/api/users/{bob.Id}/")).Ok().Text("email").ShouldBe("");
        (await ana.Http.Get("/api/users/999999/")).ShouldRefuse(404, "No User matches the given query.");
    }

    [Theory, EveryEngine]
    public async Task A_picture_is_told_by_its_content_and_named_by_the_server(Engine engine) // defects 15, 16
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Account("ana");
        var path = $"/api/users/{ana.Id}/profile-image/";

        foreach (var bytes in (byte[][])[[], [1, 2, 3], "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), new byte[(5 << 20) + 1]])
            (await ana.Http.Upload(HttpMethod.Put, path, ("image", bytes))).ShouldRefuse(400);
        (await ana.Http.Upload(HttpMethod.Put, path, ("other", Png))).ShouldRefuse(400);
        (await ana.Http.Put(path, "{}")).ShouldRefuse(400);
        (await ana.Http.Get($"/api/users/{ana.Id}/")).Ok().Text("profile_img").ShouldBeNull();

        var url = (await ana.Http.Upload(HttpMethod.Patch, "/api/users/profile/", ("profile_image", Png))).Ok().Text("profile_img")!; // sent as `.jpg`
        url.ShouldEndWith(".png");
        using var http = new HttpClient();
        using var answer = await http.GetAsync(url);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
    }

    [Fact]
    public async Task A_hundred_megabytes_are_refused_before_they_are_read()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        var ana = await chat.Account("ana");
        await using var wire = await WireSocket.DialAsync(chat.Server.Port);

        await wire.SendRawAsync(System.Text.Encoding.ASCII.GetBytes(
            $"PUT /api/users/{ana.Id}/profile-image/ HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {ana.Access}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 104857600\r\n\r\n"));
        var buffer = new byte[512];
        var read = await wire.ReadRawAsync(buffer);

        System.Text.Encoding.ASCII.GetString(buffer, 0, read).ShouldStartWith("HTTP/1.1 413");
    }

    [Theory, EveryEngine]
    public async Task Pictures_go_to_the_operators_worker_when_there_is_one(Engine engine) // defect 16
    {
        await using var worker = new Worker("the key");
        await using var chat = await BesageChat.On(engine, new ServerSettings().With("WORKER_URL", worker.Address).With("WORKER_AUTH_KEY", "the key"));
        var ana = await chat.Account("ana");
        var path = $"/api/users/{ana.Id}/profile-image/";

        var first = (await ana.Http.Upload(HttpMethod.Put, path, ("image", Png))).Ok().Text("imageUrl")!;
        first.ShouldStartWith($"{worker.Address}/media/profile/{ana.Id}/");
        first.ShouldEndWith(".png");
        worker.Stored[new Uri(first).AbsolutePath].ShouldBe(Png);
        var second = (await ana.Http.Upload(HttpMethod.Put, path, ("image", Png))).Ok().Text("imageUrl")!;
        await Eventually.Holds(() => worker.Stored.Keys.ToArray() is [var only] && only == new Uri(second).AbsolutePath ? null : "the old picture is still there");

        worker.Key = "another";
        (await ana.Http.Upload(HttpMethod.Put, path, ("image", Png))).ShouldRefuse(503);
        (await ana.Http.Get($"/api/users/{ana.Id}/")).Ok().Text("profile_img").ShouldBe(second);
        (await ana.Http.Upload(HttpMethod.Put, path, ("image", [1, 2, 3]))).ShouldRefuse(400);
        await worker.DisposeAsync();
        (await ana.Http.Upload(HttpMethod.Put, path, ("image", Png))).ShouldRefuse(503);
    }

    /// <summary>An image worker: keeps what comes with the key.</summary>
    private sealed class Worker : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Task _serving;

        public Worker(string key)
        {
            Key = key;
            using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
            }

            _listener.Prefixes.Add(Address + "/");
            _listener.Start();
            _serving = ServeAsync();
        }

        public string Key { get; set; }

        public string Address { get; }

        public System.Collections.Concurrent.ConcurrentDictionary<string, byte[]> Stored { get; } = new();

        public async ValueTask DisposeAsync()
        {
            _listener.Close();
            await _serving;
        }

        private async Task ServeAsync()
        {
            while (true)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                var path = context.Request.Url!.AbsolutePath;
                if (context.Request.Headers["X-Custom-Auth-Key"] != Key)
                {
                    context.Response.StatusCode = 403;
                }
                else if (context.Request.HttpMethod == "PUT")
                {
                    using var bytes = new MemoryStream();
                    await context.Request.InputStream.CopyToAsync(bytes);
                    Stored[path] = bytes.ToArray();
                }
                else
                {
                    Stored.TryRemove(path, out _);
                }

                context.Response.Close();
            }
        }
    }
}
