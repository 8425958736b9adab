using System.Text;
using System.Text.Json.Nodes;

namespace Parlance.Scenarios.Stories.ChatRooms;

/// <summary>Whatever one client sends, it gets the contract's answer, never a 500, and a good client beside it notices nothing.</summary>
public class RoomsBadInput(RoomsServers servers) : IClassFixture<RoomsServers>
{
    /// <summary>Values where a text belongs.</summary>
    private static readonly string[] Odd = ["null", "7", "-1", "1e99", "true", "[]", "{}", "[[[]]]", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"../../etc/passwd\"", "\"a\\u001b[31m\"", "\"\\u202e\""];

    private static readonly string[] OddIds =
    [
        "..", "../..", "..%2f..%2fetc%2fpasswd", "%00", "a%00b", "%0d%0aSet-Cookie:%20x=1", "%ff%fe", "a%2fb", ".", "%2e%2e", "%E2%80%AE", new('x', 5_000), "'%20or%201=1--", "%25", "😀",
    ];

    [Theory, EveryEngine]
    public async Task Malformed_frames_are_answered_and_the_socket_stays(Engine engine)
    {
        await using var chat = await servers.On(engine);
        await using var watch = await Watch.Begin(chat);
        var mallory = await chat.Guest("mallory");
        await using var socket = await mallory.Enters(watch.Room);
        await watch.SeesComing();

        foreach (var frame in (string[])["not json", "", "[]", "7", "null", "\"text\"", "{", """{"type":"message","content":"x"}{}""", """{"type":"message","content":"x" """])
        {
            await socket.Sends(frame);
            var error = await socket.Sees("error");
            error.Text("message").ShouldBe("Invalid message format", frame);
        }

        await socket.Wire.SendFrameAsync(WireSocket.Binary, "{\"type\":\"message\",\"content\":\"x\"}"u8.ToArray());
        (await socket.Sees("error")).Text("message").ShouldBe("Invalid message format");
        await watch.NoticedNothing();
        await mallory.Says(socket, "still here");
        await socket.SeesAtLast("message");
    }

    [Theory, EveryEngine]
    public async Task Wrong_types_in_frames_do_no_harm(Engine engine)
    {
        await using var chat = await servers.On(engine);
        await using var watch = await Watch.Begin(chat);
        var mallory = await chat.Guest("mallory");
        await using var socket = await mallory.Enters(watch.Room);
        await using var directs = await mallory.ConnectsForDirects();
        await watch.SeesComing();

        foreach (var odd in Odd)
        {
            await socket.Sends($$"""{"type":{{odd}}}""");
            await socket.Sends($$"""{"type":"webrtc-signal","target_user_id":{{odd}},"signal":{{odd}}}""");
            await socket.Sends($$"""{"type":"keep_alive","timestamp":{{odd}}}""");
            await socket.Sends($$"""{"type":"typing_stop","user_id":{{odd}},"room_id":{{odd}}}""");
            await directs.Sends($$"""{"type":"dm_message","receiver_id":{{odd}},"content":{{odd}}}""");
            await directs.Sends($$"""{"type":"dm_typing","receiver_id":{{odd}},"is_typing":{{odd}}}""");
            await directs.Sends($$"""{"type":"dm_read","reader_id":{{odd}},"sender_id":{{odd}}}""");
        }

        await socket.Sends(("type", "broadcast-stopped"));
        foreach (var odd in Odd.Where(o => o[0] != '"'))
            await socket.Sends($$"""{"type":"message","content":{{odd}}}""");
        await mallory.Says(socket, "the end");
        (await socket.SeesAtLast("message")).Text("content").ShouldBe("the end");
        (await watch.History()).ShouldBe(["the end"]);
        await directs.Sends(("type", "keep_alive"));
        await directs.SeesAtLast("ping");
    }

    [Theory, EveryEngine]
    public async Task Bodies_of_the_wrong_shape_are_refused_and_never_an_error_of_the_server(Engine engine)
    {
        await using var chat = await servers.On(engine);
        await using var watch = await Watch.Begin(chat);
        var mallory = await chat.Account("mallory");
        var (id, http) = (mallory.Id, mallory.Http);
        (HttpMethod Method, string Path, string[] Fields)[] doors =
        [
            (HttpMethod.Post, "/auth/signup", ["username", "password", "email"]),
            (HttpMethod.Post, "/auth/login", ["username", "password"]),
            (HttpMethod.Post, "/users", ["username"]),
            (HttpMethod.Put, $"/users/{id}/profile", ["display_name", "username", "bio", "email", "avatar_url", "avatar_urls", "accent_color"]),
            (HttpMethod.Put, $"/users/{id}/password", ["new_password"]),
            (HttpMethod.Post, "/rooms", ["name", "thumbnail_url", "category", "description", "tags", "privacy", "max_members", "password", "created_by", "host"]),
            (HttpMethod.Post, $"/rooms/{watch.Room}/verify-password", ["password"]),
            (HttpMethod.Post, $"/rooms/{watch.Room}/join", ["user_id", "username", "avatar_url"]),
            (HttpMethod.Post, $"/rooms/{watch.Room}/messages", ["user_id", "content", "username", "avatar_url", "type"]),
            (HttpMethod.Post, "/messages/direct", ["sender_id", "receiver_id", "content"]),
            (HttpMethod.Post, "/conversations/no-such/read", ["user_id"]),
            (HttpMethod.Delete, "/messages/no-such", ["user_id"]),
            (HttpMethod.Delete, "/conversations/no-such", ["user_id"]),
            (HttpMethod.Put, $"/users/{id}/avatar", []),
            (HttpMethod.Post, $"/avatars/upload/{id}", []),
        ];

        foreach (var (method, path, fields) in doors)
        {
            foreach (var body in (string[])["", "not json", "{", "[]", "7", "null", "{}", new string('[', 10_000), "\ud800{"])
                await IsAnswered(http.Send(method, path, new StringContent(body, Encoding.UTF8, "application/json")), $"{method} {path} {body[..Math.Min(body.Length, 20)]}");
            foreach (var field in fields)
            {
                // A guest's or room's odd name may be fine; what the server makes of it must not be an error.
                foreach (var odd in Odd)
                    await IsAnswered(http.Send(method, path, new StringContent($$"""{"{{field}}":{{odd}}}""", Encoding.UTF8, "application/json")), $"{method} {path} {field}={odd}");
            }

            await IsAnswered(http.Send(method, path, new StringContent("<x/>", Encoding.UTF8, "text/xml")), $"{method} {path} as XML");
            await IsAnswered(http.Send(method, path, new ByteArrayContent([0xFF, 0xFE, 0x00])), $"{method} {path} as bytes");
        }

        (await http.Post($"/rooms/{watch.Room}/join", "{}")).ShouldRefuse(422, "Field required: user_id");
        (await http.Post($"/rooms/{watch.Room}/messages", Body.Of(("user_id", id)))).ShouldRefuse(422, "Field required: content");
        await watch.NoticedNothing();
    }

    [Theory, EveryEngine]
    public async Task Odd_ids_in_paths_are_refused_or_not_found(Engine engine)
    {
        await using var chat = await servers.On(engine);
        await using var watch = await Watch.Begin(chat);
        var mallory = await chat.Guest("mallory");

        foreach (var odd in OddIds)
        {
            foreach (var path in (string[])[$"/users/{odd}", $"/rooms/{odd}", $"/rooms/{odd}/messages", $"/users/{odd}/conversations", $"/conversations/{odd}/messages", $"/media/{odd}", $"/media/{odd}/{odd}"])
            {
                var answer = await mallory.Http.Get(path);
                answer.Status.ShouldBeInRange(200, 499, path);
                answer.Text.ShouldNotContain("root:");
                answer.Headers.ShouldNotContainKey("x");
            }

            var joined = await mallory.Http.Post($"/rooms/{odd}/join", Body.Of(("user_id", mallory.Id), ("username", mallory.Name)));
            joined.Status.ShouldBeInRange(200, 499, odd);
            (await mallory.Http.Post($"/rooms/{watch.Room}/join", Body.Of(("user_id", Uri.UnescapeDataString(odd)), ("username", odd)))).Status.ShouldBeInRange(200, 499, odd);
        }

        foreach (var odd in (string[])["%00", "a%00b", "%0d%0a", "%ff%fe", new('x', 5_000)])
        {
            await using var wire = await WireSocket.DialAsync(chat.Server.Port);
            var status = await wire.HandshakeAsync($"/ws/{odd}/{mallory.Id}", $"X-Forwarded-For: {mallory.Http.Address}");
            if (status.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
                (await wire.ReadFrameAsync())!.CloseCode.ShouldBeOneOf([4003, 4004], odd);
            else
                status[9].ShouldBe('4', odd);
        }

        await watch.NoticedNothing();
    }

    [Theory, EveryEngine]
    public async Task Reserved_ids_are_no_rooms(Engine engine) // C5
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Guest("ana");

        foreach (var reserved in (string[])["chat", "user", "conversations", "notifications", "anonymous-chat", "anonymous_chat"])
            (await ana.TriesToJoin(reserved)).ShouldRefuse(400, "Reserved room id");
    }

    [Theory, EveryEngine]
    public async Task What_is_too_large_is_answered_with_an_error_and_the_socket_stays(Engine engine) // defect 21
    {
        await using var chat = await servers.On(engine);
        await using var watch = await Watch.Begin(chat);
        var mallory = await chat.Guest("mallory");
        await using var socket = await mallory.Enters(watch.Room);
        await watch.SeesComing();

        await mallory.Says(socket, new string('x', 20_001));
        (await socket.Sees("error")).Text("message").ShouldNotBeNullOrEmpty();
        await mallory.Says(socket, new string('x', 300 * 1024));
        (await socket.Sees("error")).Text("message").ShouldNotBeNullOrEmpty();
        await socket.Wire.SendFrameAsync(WireSocket.Text, new byte[200 * 1024], final: false);
        await socket.Wire.SendFrameAsync(WireSocket.Continuation, new byte[200 * 1024]);
        (await socket.Sees("error")).Text("message").ShouldNotBeNullOrEmpty();
        await socket.SeesNothingMore();

        (await mallory.Http.Post($"/rooms/{watch.Room}/messages", Body.Of(("user_id", mallory.Id), ("content", new string('x', 20_001))))).Status.ShouldBeInRange(400, 422);
        await IsRefusedOrCutOff(mallory.Http.Post($"/rooms/{watch.Room}/messages", Body.Of(("user_id", mallory.Id), ("content", new string('x', 12 * 1024 * 1024)))));
        await watch.NoticedNothing();
        await mallory.Says(socket, new string('x', 20_000));
        await socket.SeesAtLast("message");
    }

    [Fact]
    public async Task A_frame_without_end_is_ended()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        await using var watch = await Watch.Begin(chat);
        var mallory = await chat.Guest("mallory");
        await using var socket = await mallory.Enters(watch.Room);
        await watch.SeesComing();

        await socket.Wire.SendFrameAsync(WireSocket.Text, new byte[4], claimedLength: 1UL << 62);

        (await socket.IsClosed()).Code.ShouldBe(1009);
        (await watch.Socket.Sees("user_left")).Text("user_id").ShouldBe(mallory.Id);
        await watch.NoticedNothing();
    }

    [Fact]
    public async Task Who_floods_a_room_is_slowed_and_the_others_chat_on()
    {
        await using var chat = await RoomsChat.On(Engine.Sqlite, new ServerSettings().With("RATE_LIMIT_SCALE", "1"));
        await using var watch = await Watch.Begin(chat);
        var mallory = await chat.Guest("mallory");
        await using var socket = await mallory.Enters(watch.Room);
        await watch.SeesComing();

        for (var i = 0; i < 2_000; i++)
            await TrySend(socket, Body.Of(("type", "typing_start")));
        for (var i = 0; i < 500; i++)
            await TrySend(socket, Body.Of(("type", "message"), ("content", $"{i}")));

        await watch.Speaks("all well?");
        (await watch.History(500)).Count(c => c != "all well?").ShouldBeLessThan(500);
        var answers = new List<RoomsAnswer>();
        for (var i = 0; i < 200; i++)
            answers.Add(await mallory.Http.Post("/users", Body.Of(("username", "mallory"))));
        var refused = answers.Where(a => a.Status != 200).ToList();
        refused.ShouldNotBeEmpty();
        foreach (var answer in refused)
            answer.ShouldRefuse(429);
        refused[0].Headers.ShouldContainKey("Retry-After");
        for (var i = 0; i < 300; i++)
            (await watch.Ana.Http.Get($"/users/{watch.Ana.Id}")).Ok();
    }

    [Fact]
    public async Task Who_does_not_read_is_sent_away_and_nobody_waits_for_them() // defect 16
    {
        // Cut soon after it is closed, or the others say thousands of messages before it counts as gone.
        await using var chat = await RoomsChat.On(Engine.Sqlite, new ServerSettings().With("Parlance__Sockets__MaxOutgoingBytes", "524288").With("Parlance__Sockets__CloseTimeout", "00:00:00.2"));
        var (ana, bob, slow) = (await chat.Guest("ana"), await chat.Guest("bob"), await chat.Guest("slow"));
        var room = await RoomsChat.Room(ana);
        var sockets = await RoomsChat.Together(room, ana, bob);
        await slow.Joins(room);
        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port, $"/ws/{room}/{slow.Id}", receiveBuffer: 4096, $"X-Forwarded-For: {slow.Http.Address}");
        foreach (var socket in sockets)
            await socket.Sees("user_joined");

        // The last one is told when the slow one is gone.
        var text = new string('x', 16_000);
        var said = 0;
        for (var gone = false; !gone; said++)
        {
            said.ShouldBeLessThan(2_000, "the kernel's buffers cannot hold this much");
            await ana.Says(sockets[0], $"{said} {text}");
            foreach (var socket in sockets)
            {
                var frame = await socket.SeesSomething();
                if (frame.Text("type") == "user_left")
                {
                    frame.Text("user_id").ShouldBe(slow.Id);
                    gone = true;
                    frame = await socket.SeesSomething();
                }

                frame.Text("type").ShouldBe("message");
                frame.Text("content").ShouldStartWith($"{said} x");
            }
        }

        (await wire.ReadCloseAsync(TimeSpan.FromSeconds(30))).Code.ShouldBeOneOf(1013, null);
    }

    [Theory, EveryEngine]
    public async Task No_word_and_no_token_is_in_the_log(Engine engine) // defect 18
    {
        await using var chat = await RoomsChat.On(engine, new ServerSettings().With("Parlance__Log__Level", "trace"));
        var (ana, bob) = (await chat.Account("ana"), await chat.Account("bob"));
        var room = await RoomsChat.Room(ana, "Cellar", ("privacy", "password"), ("password", "open-sesame"));
        await using var anas = await ana.Enters(room);
        (await bob.Http.Post($"/rooms/{room}/verify-password", Body.Of(("password", "open-sesame-not")))).ShouldRefuse(403);
        await ana.Says(anas, "a-secret-word");
        await anas.SeesMessage("a-secret-word");
        await anas.Sends("a-secret-word that is not JSON");
        await anas.Sees("error");
        await anas.Sends(("type", "webrtc-signal"), ("target_user_id", ana.Id), ("signal", new JsonObject { ["sdp"] = "a-secret-word" }));
        (await ana.Http.Post("/messages/direct", Body.Of(("sender_id", ana.Id), ("receiver_id", bob.Id), ("content", "a-secret-word")))).Ok();
        (await ana.Http.Post("/messages/direct", "a-secret-word that is not JSON")).Status.ShouldBeInRange(400, 422);
        (await chat.Stranger().Get($"/auth/me?token={ana.Http.Token}")).Status.ShouldBe(401);

        var log = chat.Server.Log.ToString();
        log.Length.ShouldBePositive();
        foreach (var secret in (string[])["a-secret-word", "open-sesame", RoomsChat.Password, ana.Http.Token!, ana.Http.Token!.Split('.')[2], $"{ana.Name}@example.com"])
            log.ShouldNotContain(secret);
    }

    private static async Task IsAnswered(Task<RoomsAnswer> answering, string what)
    {
        var answer = await answering;
        answer.Status.ShouldBeInRange(200, 499, what);
        if (answer.Status >= 400)
            answer.ShouldRefuse(answer.Status);
    }

    /// <summary>Who sends on and on may find the connection closed before there is anybody to read why.</summary>
    private static async Task IsRefusedOrCutOff(Task<RoomsAnswer> answering)
    {
        try
        {
            (await answering).Status.ShouldBeInRange(400, 422);
        }
        catch (HttpRequestException e)
        {
            e.InnerException.ShouldBeOfType<IOException>();
        }
    }

    private static async Task TrySend(RoomsSocket socket, string json)
    {
        try
        {
            await socket.Sends(json);
        }
        catch (IOException)
        {
            // Sent away for it, which is one of the good answers.
        }
    }

    /// <summary>A good client in the room of the story.</summary>
    private sealed class Watch : IAsyncDisposable
    {
        private Watch(RoomsPerson ana, string room, RoomsSocket socket) => (Ana, Room, Socket) = (ana, room, socket);

        public RoomsPerson Ana { get; }

        public string Room { get; }

        public RoomsSocket Socket { get; }

        public static async Task<Watch> Begin(RoomsChat chat)
        {
            var ana = await chat.Guest("ana");
            var room = await RoomsChat.Room(ana);
            return new Watch(ana, room, await ana.Enters(room));
        }

        public async Task SeesComing() => await Socket.Sees("user_joined");

        public Task NoticedNothing() => Socket.SeesNothingMore();

        public async Task<List<string?>> History(int limit = 100) => [.. (await Ana.History(Room, limit)).Texts("content")];

        /// <summary>Says something and hears it, whatever else goes on.</summary>
        public async Task Speaks(string content)
        {
            await Ana.Says(Socket, content);
            while ((await Socket.SeesAtLast("message")).Text("content") != content)
            {
            }
        }

        public async ValueTask DisposeAsync() => await Socket.DisposeAsync();
    }
}
