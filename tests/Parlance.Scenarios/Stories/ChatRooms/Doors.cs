namespace Parlance.Scenarios.Stories.ChatRooms;

/// <summary>Who gets in where: origins, reserved paths, slashes, and what an operator's tools ask for. S3, C5, X3, X8, X10, defect 19.</summary>
public class Doors(RoomsServers servers) : IClassFixture<RoomsServers>
{
    private const string Allowed = "http://localhost:3000";
    private const string Evil = "https://evil.example";

    [Theory, EveryEngine]
    public async Task A_foreign_origin_is_refused_before_the_upgrade_and_a_known_one_is_not(Engine engine) // S3, X8
    {
        await using var chat = await servers.On(engine);
        var id = RoomsChat.Unique("u");

        foreach (var path in (string[])[$"/ws/test-room/{id}?username=Alice", $"/ws/dm/{id}", "/ws/v1"])
        {
            await using var refused = await WireSocket.DialAsync(chat.Server.Port);
            (await refused.HandshakeAsync(path, $"Origin: {Evil}")).ShouldStartWith("HTTP/1.1 403", customMessage: path);
            if (path.Contains(id, StringComparison.Ordinal))
            {
                await using var let = await WireSocket.ConnectAsync(chat.Server.Port, path, null, $"Origin: {Allowed}");
                await using var own = await WireSocket.ConnectAsync(chat.Server.Port, path, null, "Origin: http://127.0.0.1");
            }
        }

        chat.Server.Log.Lines.Count(l => l.Contains(Evil, StringComparison.Ordinal) && l.Contains("CORS_ORIGINS", StringComparison.Ordinal)).ShouldBe(1, "once per origin, with the setting that would allow it");
    }

    [Theory, EveryEngine]
    public async Task Paths_of_other_clients_are_not_rooms(Engine engine) // C5, X3
    {
        await using var chat = await servers.On(engine);
        var id = RoomsChat.Unique("u");

        foreach (var path in (string[])["/ws/chat/abc", $"/ws/chat/{id}", "/ws/user/x", "/ws/conversations/abc", "/ws/notifications/x", "/ws/anonymous-chat/x", "/ws/anonymous_chat/x",
            "/ws/only-a-room", "/ws/a/b/c", "/ws//u1", "/ws/lounge/"])
        {
            await using var wire = await WireSocket.DialAsync(chat.Server.Port);
            (await wire.HandshakeAsync(path)).ShouldStartWith("HTTP/1.1 404", customMessage: path);
        }

        await using var room = await RoomsSocket.Open(chat.Server.Port, $"/ws/lounge/{id}?username=Alice", "Alice");
        await room.Entered();
    }

    [Theory, EveryEngine]
    public async Task One_trailing_slash_changes_nothing(Engine engine) // X10
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Account("ana");
        var room = await RoomsChat.Room(ana);

        foreach (var path in (string[])["/rooms?category=Nothing", $"/rooms/{room}", $"/rooms/{room}/messages", $"/users/{ana.Id}", "/users/search?q=", $"/users/{ana.Id}/unread-count",
            $"/users/{ana.Id}/conversations", "/auth/me", "/conversations/no-such/messages", "/no/such/path", "/rooms/no-such-room"])
        {
            var with = await ana.Http.Get(path.Contains('?', StringComparison.Ordinal) ? path.Replace("?", "/?") : path + "/");
            var without = await ana.Http.Get(path);
            (with.Status, with.Text).ShouldBe((without.Status, without.Text), path);
        }

        (await ana.Http.Get("/health/")).Status.ShouldBe((await ana.Http.Get("/health")).Status);
        (await ana.Http.Post($"/rooms/{room}/join/", Body.Of(("user_id", ana.Id), ("username", ana.Name)))).Ok();
        (await ana.Http.Post("/auth/login/", Body.Of(("username", ana.Name), ("password", RoomsChat.Password)))).Ok();
        await using var socket = await ana.OpensAt($"/ws/{room}/{ana.Id}/?username={ana.Name}");
        await socket.Entered();
    }

    [Theory, EveryEngine]
    public async Task A_page_on_another_site_may_use_every_path_with_credentials(Engine engine) // defect 19
    {
        await using var chat = await servers.On(engine);
        var http = chat.Stranger();

        foreach (var path in (string[])["/health", "/rooms", "/users/nobody", "/no/such/path"])
        {
            var answer = await http.Get(path, ("Origin", Allowed));
            answer.Headers["Access-Control-Allow-Origin"].ShouldBe(Allowed);
            answer.Headers["Access-Control-Allow-Credentials"].ShouldBe("true");
            answer.Headers["Vary"].ShouldContain("Origin");
        }

        (await http.Get("/rooms", ("Origin", Evil))).Headers.ShouldNotContainKey("Access-Control-Allow-Origin");
        (await http.Post("/rooms", "not json", ("Origin", Allowed))).Headers["Access-Control-Allow-Origin"].ShouldBe(Allowed);

        var preflight = await http.Send(HttpMethod.Options, "/users/x/avatar", null, ("Origin", Allowed), ("Access-Control-Request-Method", "PUT"),
            ("Access-Control-Request-Headers", "authorization,content-type,x-user-id"));
        preflight.Status.ShouldBe(204);
        preflight.Headers["Access-Control-Allow-Origin"].ShouldBe(Allowed);
        foreach (var method in (string[])["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
            preflight.Headers["Access-Control-Allow-Methods"].ShouldContain(method);
        foreach (var header in (string[])["authorization", "content-type", "accept", "x-user-id"])
            preflight.Headers["Access-Control-Allow-Headers"].ToLowerInvariant().ShouldContain(header);
    }

    [Theory, EveryEngine]
    public async Task Health_and_description_are_as_the_front_end_reads_them(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var http = chat.Stranger();

        (await http.Get("/")).Ok().Text("status").ShouldBe("ok");
        var health = (await http.Get("/health")).Ok();
        health.Text("status").ShouldBe("healthy");
        health.Text("timestamp").ShouldBeRecent();
        health.GetProperty("services").Text("websocket").ShouldBe("running");
        foreach (var figure in (string[])["active_rooms", "active_users", "total_messages"])
            health.GetProperty("stats").Number(figure).ShouldBeGreaterThanOrEqualTo(0);
        var description = (await http.Get("/openapi.json")).Ok();
        description.Text("openapi").ShouldStartWith("3.");
        description.GetProperty("paths").GetProperty("/users/{user_id}/password").TryGetProperty("put", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_this_dialect_its_paths_are_free()
    {
        await using var chat = await RoomsChat.On(Engine.Sqlite, new ServerSettings().With("FAMILIES", "blink"));
        var http = chat.Stranger();

        (await http.Get("/rooms")).Status.ShouldBe(404);
        (await http.Post("/users", Body.Of(("username", "ana")))).Status.ShouldBe(404);
        await using var wire = await WireSocket.DialAsync(chat.Server.Port);
        (await wire.HandshakeAsync("/ws/lounge/u1")).ShouldStartWith("HTTP/1.1 404");
    }
}
