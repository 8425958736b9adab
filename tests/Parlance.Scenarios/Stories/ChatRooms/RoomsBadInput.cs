using System.Text;

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
        await using var watch = await RoomsWatch.Begin(chat);
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
        await using var watch = await RoomsWatch.Begin(chat);
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
        await using var watch = await RoomsWatch.Begin(chat);
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
        await using var watch = await RoomsWatch.Begin(chat);
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

    private static async Task IsAnswered(Task<RoomsAnswer> answering, string what)
    {
        var answer = await answering;
        answer.Status.ShouldBeInRange(200, 499, what);
        if (answer.Status >= 400)
            answer.ShouldRefuse(answer.Status);
    }
}
