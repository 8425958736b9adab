using Parlance.Scenarios.Harness.Besage;

namespace Parlance.Scenarios.Stories.Besage;

/// <summary>Who gets in where. S5, X3, X6, X8, X10; defects 4, 5, 14.</summary>
public class Doors(BesageServers servers)
{
    private const string Evil = "https://evil.example";

    [Theory, EveryEngine]
    public async Task Who_may_not_come_in_is_refused_before_the_upgrade(Engine engine) // S5
    {
        await using var chat = await servers.On(engine);
        var (ana, _, id) = await chat.Pair();
        var carl = await chat.Account("carl");
        var gone = await chat.Elsewhere(ana);
        (await gone.Http.Post("/api/auth/logout/")).Ok();

        foreach (var path in (string[])[$"/ws/chat/{id}/?token={carl.Access}", $"/ws/chat/{id}/", $"/ws/chat/{id}/?token=", $"/ws/chat/{id}/?token={ana.Refresh}", $"/ws/chat/{id}?token=undefined",
            $"/ws/chat/{id}/?token={gone.Access}", $"/ws/chat/999999/?token={ana.Access}", "/ws/user/", $"/ws/user/?token={ana.Refresh}", $"/ws/user?token={ana.Access}x"])
        {
            await using var refused = await WireSocket.DialAsync(chat.Server.Port);
            (await refused.HandshakeAsync(path)).ShouldStartWith("HTTP/1.1 403", customMessage: path.Split('?')[0]);
            refused.Answer.ShouldContain(line => line.StartsWith("Content-Type: application/json", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory, EveryEngine]
    public async Task Other_paths_are_nobodys_and_rooms_are_open_beside(Engine engine) // X3
    {
        await using var chat = await servers.On(engine);
        var (ana, _, id) = await chat.Pair();

        foreach (var path in (string[])["/ws/chat//", "/ws/chat/abc/", "/ws/chat/u1", "/ws/chat/0/", "/ws/chat/-1/", $"/ws/chat/{id}/x/", "/ws/user/x", "/ws/chat/99999999999999999999/"])
        {
            await using var refused = await WireSocket.DialAsync(chat.Server.Port);
            (await refused.HandshakeAsync($"{path}?token={ana.Access}")).ShouldStartWith("HTTP/1.1 404", customMessage: path);
        }

        await using var mine = await ana.Enters(id);
        await using var bare = await ana.OpensAt($"/ws/chat/{id}?token={ana.Access}");
        await bare.SeesAtLast("user_online");
        await using var personal = await ana.OpensAt($"/ws/user?token={ana.Access}");
        await personal.Sees("connection_established");
        await using var room = await RoomsSocket.Open(chat.Server.Port, $"/ws/lounge/{RoomsChat.Unique("u")}", "Alice");
        await room.Entered();
    }

    [Theory, EveryEngine]
    public async Task A_foreign_origin_is_refused(Engine engine) // X8
    {
        await using var chat = await servers.On(engine);
        var (ana, _, id) = await chat.Pair();

        foreach (var path in (string[])[$"/ws/chat/{id}/", "/ws/user/"])
        {
            await using var refused = await WireSocket.DialAsync(chat.Server.Port);
            (await refused.HandshakeAsync($"{path}?token={ana.Access}", $"Origin: {Evil}")).ShouldStartWith("HTTP/1.1 403", customMessage: path);
            await using var let = await WireSocket.ConnectAsync(chat.Server.Port, $"{path}?token={ana.Access}", null, "Origin: http://localhost:8081");
        }
    }

    [Theory]
    [InlineData("https://app.example.com, https://www.example.com", "chat.example.com,127.0.0.1")]
    [InlineData("['https://app.example.com', 'https://www.example.com']", "['chat.example.com', '127.0.0.1']")]
    public async Task Origins_and_hosts_are_read_as_documented_and_as_coded(string origins, string hosts) // defect 5
    {
        await using var chat = await BesageChat.On(Engine.Sqlite, new ServerSettings().With("ALLOWED_ORIGINS", origins).With("ALLOWED_HOSTS", hosts));
        var ana = await chat.Account("ana");

        await using var let = await WireSocket.ConnectAsync(chat.Server.Port, $"/ws/user/?token={ana.Access}", null, "Origin: https://www.example.com");
        await using var refused = await WireSocket.DialAsync(chat.Server.Port);
        (await refused.HandshakeAsync($"/ws/user/?token={ana.Access}", $"Origin: {Evil}")).ShouldStartWith("HTTP/1.1 403");
        (await ana.Http.Get("/api/chats/", ("Host", "evil.example"))).Status.ShouldBe(400);
    }

    [Theory, EveryEngine]
    public async Task One_trailing_slash_changes_nothing(Engine engine) // X10, defect 4
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        var message = (await bob.Posts(id, "hello")).Number("id");
        (await ana.Http.Put($"/api/messages/status/update-all/{id}", "{}")).Ok();

        foreach (var path in (string[])["/api/chats", $"/api/chats/{id}", $"/api/chats/{id}/messages", "/api/chats/999999", $"/api/users/{bob.Id}", "/api/users/999999", "/api/messages",
            $"/api/messages/{message}", "/api/reactions", "/api/health", "/api/no/such/path"])
        {
            var (with, without) = (await ana.Http.Get(path + "/"), await ana.Http.Get(path));
            if (path != "/api/health") // tells the time
                (with.Status, with.Text).ShouldBe((without.Status, without.Text), path);
            with.Status.ShouldBe(without.Status, path);
        }

        foreach (var path in (string[])[$"/api/messages/{message}/status", $"/api/messages/read/{id}", $"/api/messages/status/update-all/{id}", $"/api/messages/update_all_status", "/api/users/profile",
            $"/api/users/{ana.Id}/profile", $"/api/chats/{id}", $"/api/users/{bob.Id}", "/api/users"])
        {
            var (with, without) = (await ana.Http.Put(path + "/", """{"status":"read"}"""), await ana.Http.Put(path, """{"status":"read"}"""));
            (with.Status, with.Text).ShouldBe((without.Status, without.Text), path);
        }
    }

    [Theory, EveryEngine]
    public async Task Tokens_of_every_family_are_good_and_a_conversation_is_one_over_the_wires(Engine engine) // X6
    {
        await using var chat = await servers.On(engine);
        await using var rooms = new RoomsChat(chat.Server, ownsServer: false);
        var (ana, bob, id) = await chat.Pair();

        var atRooms = (await chat.Stranger().Post("/auth/login", Body.Of(("username", ana.Name), ("password", BesageChat.Password)))).Ok();
        var key = atRooms.GetProperty("user").Text("id")!;
        var asRooms = chat.Stranger();
        asRooms.Token = atRooms.Text("token");
        (await asRooms.Get("/api/chats/")).Ok().EnumerateArray().ShouldHaveSingleItem().Number("id").ShouldBe(id);
        (await ana.Http.Get($"/users/{key}")).Ok().Text("username").ShouldBe(ana.Name);

        var bobsKey = (await chat.Stranger().Post("/auth/login", Body.Of(("username", bob.Name), ("password", BesageChat.Password)))).Ok().GetProperty("user").Text("id")!;
        await using var bobs = await bob.Enters(id);
        (await asRooms.Post("/messages/direct", Body.Of(("sender_id", key), ("receiver_id", bobsKey), ("content", "from the other wire")))).Ok();
        (await bobs.SeesAtLast("chat_message")).GetProperty("message").Text("content").ShouldBe("from the other wire");
        (await bobs.Sees("message")).GetProperty("message").GetProperty("sender").Text("username").ShouldBe(ana.Name);

        await bobs.Says("and back");
        await bobs.SeesAtLast("chat_message"); // stored
        var directs = (await asRooms.Get($"/users/{key}/conversations")).Ok().GetProperty("conversations").EnumerateArray().ShouldHaveSingleItem();
        directs.GetProperty("lastMessage").Text("content").ShouldBe("and back");
    }

    [Theory, EveryEngine]
    public async Task No_word_and_no_token_is_in_the_log(Engine engine) // defect 14
    {
        await using var chat = await servers.On(engine);
        var (ana, _, id) = await chat.Pair();
        await using var socket = await ana.Enters(id);
        await socket.Says("a secret word");
        await socket.Sees("chat_message");
        await using var refused = await WireSocket.DialAsync(chat.Server.Port);
        await refused.HandshakeAsync($"/ws/chat/999999/?token={ana.Access}");
        (await ana.Http.Post("/api/messages/", "{\"chat\":")).ShouldRefuse(400);

        var log = string.Join('\n', chat.Server.Log.Lines);
        foreach (var secret in (string[])["a secret word", ana.Access, ana.Refresh, BesageChat.Password])
            log.ShouldNotContain(secret);
    }
}
