using System.Text.Json;

namespace Parlance.Scenarios.Stories.FortiFun;

/// <summary>Who comes in over the sockets, who does not, and what is said on them.</summary>
public class Doors(FortiServers servers)
{
    [Theory, EveryEngine]
    public async Task A_bad_token_is_closed_with_4001_and_no_word_before(Engine engine) // S7
    {
        await using var chat = await FortiChat.On(engine, new ServerSettings().With("FAMILIES", "forti"));
        var ana = await chat.Person("ana");
        foreach (var path in (string[])["/ws/chat", "/ws/chat/", "/ws/notifications/", "/ws/conversations/1/"])
        {
            foreach (var query in (string[])["", "?token=", "?token=garbage", $"?token={ana.Refresh}", $"?token={Harness.Forti.Tokens.Expired(ana.Id)}", $"?token={Harness.Forti.Tokens.Forged(ana.Token)}", $"?token={Harness.Forti.Tokens.WithoutSignature(ana.Id)}"])
                await (await ana.Opens(path + query)).IsShutOut(4001);
        }
    }

    [Theory, EveryEngine]
    public async Task The_hub_has_a_second_name_and_takes_the_token_as_header_too(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, _, id) = await chat.Pair();
        await (await ana.Opens($"/ws/notifications/?token={ana.Token}")).Entered(ana);
        await (await ana.Opens("/ws/notifications", $"Authorization: Bearer {ana.Token}")).Entered(ana);
        await (await ana.Opens($"/ws/chat/?access={ana.Token}")).Entered(ana);
        var bound = await (await ana.Opens($"/ws/conversations/{id}", $"Authorization: bearer {ana.Token}")).Entered(ana);
        await bound.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task Unknown_socket_paths_are_404(Engine engine)
    {
        await using var chat = await servers.On(engine);
        foreach (var path in (string[])["/ws/anonymous-chat/x/", "/ws/anonymous_chat/x", "/ws/conversations/abc", "/ws/notifications/x"])
        {
            await using var wire = await WireSocket.DialAsync(chat.Server.Port);
            (await wire.HandshakeAsync(path)).ShouldStartWith("HTTP/1.1 404", customMessage: path);
        }
    }

    [Theory, EveryEngine]
    public async Task A_foreign_page_is_refused_before_the_upgrade(Engine engine) // X8
    {
        await using var chat = await servers.On(engine);
        var (ana, _, id) = await chat.Pair();
        foreach (var path in (string[])["/ws/chat/", "/ws/notifications/", $"/ws/conversations/{id}/"])
        {
            await using var wire = await WireSocket.DialAsync(chat.Server.Port);
            (await wire.HandshakeAsync($"{path}?token={ana.Token}", "Origin: https://evil.example")).ShouldStartWith("HTTP/1.1 403", customMessage: path);
        }
    }

    [Theory, EveryEngine]
    public async Task Frames_that_are_wrong_are_answered_and_the_socket_lives(Engine engine) // S9
    {
        await using var chat = await servers.On(engine);
        var (ana, _, id) = await chat.Pair();
        var socket = await ana.Connects();

        await socket.Sends("""{"type":"ping","timestamp":"t1"}""");
        (await socket.Sees("pong")).Text("timestamp").ShouldBe("t1");
        await socket.Sends("""{"type":"ping","timestamp":{"a":[1,null]}}""");
        (await socket.Sees("pong")).GetProperty("timestamp").GetRawText().ShouldBe("""{"a":[1,null]}""");
        await socket.Sends("""{"type":"ping"}""");
        (await socket.Sees("pong")).GetProperty("timestamp").ValueKind.ShouldBe(JsonValueKind.Null);
        foreach (var text in (string[])["nope", "{", "", "{} {}"])
        {
            await socket.Sends(text);
            await socket.SeesError("Invalid JSON format");
            await socket.SeesNothingMore();
        }

        foreach (var text in (string[])["[1]", "7", "null", """{"type":7}""", """{"type":"join_conversation"}""", """{"type":"join_conversation","conversation_id":"x"}""", $$"""{"type":"typing","conversation_id":{{id}},"is_typing":"yes"}""",
            """{"type":"typing","conversation_id":{} }""", """{"type":"read_receipt","conversation_id":1.5,"message_id":2}""", """{"type":"leave_conversation","conversation_id":-1}"""])
        {
            await socket.Sends(text);
            await socket.SeesError("Invalid message format");
            await socket.SeesNothingMore();
        }

        foreach (var text in (string[])["""{"type":"unheard_of"}""", "{}", """{"type":null}""", """{"type":"subscribe","subscription_type":"all"}""", """{"type":"typing","is_typing":true}""", """{"type":"read_receipt","message_id":2}"""])
        {
            await socket.Sends(text);
            await socket.SeesNothingMore();
        }

        await socket.Wire.SendFrameAsync(WireSocket.Binary, "{}"u8.ToArray());
        await socket.SeesError("Invalid JSON format");
        await socket.Sends(Body.Of(("type", "ping"), ("timestamp", new string('x', 70_000))));
        await socket.Sees("error");
        await socket.Sends(Body.Of(("type", "read_receipt"), ("conversation_id", id), ("message_id", 999_999)));
        await socket.SeesError("Message not found");
        await socket.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task Twenty_frames_a_second_and_not_more(Engine engine) // defect 18
    {
        await using var chat = await FortiChat.On(engine, new ServerSettings().With("RATE_LIMIT_SCALE", "1").With("Parlance__Forti__FramesPerConnection__Per", "00:10:00"));
        var ana = await chat.Person("ana");
        var socket = await ana.Connects();
        for (var i = 0; i < 20; i++)
        {
            await socket.Sends("""{"type":"ping"}""");
            await socket.Sees("pong");
        }

        await socket.Sends("""{"type":"ping"}""");
        (await socket.Sees("error")).Text("message")!.ShouldContain("frames");
        for (var i = 0; i < 100; i++)
            await socket.Sends("""{"type":"ping"}""");
        (await socket.IsClosed()).Code.ShouldBe(1013);
    }

    [Theory, EveryEngine]
    public async Task Who_signs_out_or_changes_the_password_is_put_out(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, _, id) = await chat.Pair();
        var (hub, bound) = (await ana.Connects(), await ana.Enters(id));
        var other = (await chat.Stranger().Post("/api/v1/accounts/auth/login", Body.Of(("email", ana.Email), ("password", FortiChat.Password)))).Ok();
        var elsewhere = await (await ana.Opens($"/ws/chat/?token={other.Text("access")}")).Entered(ana);

        (await ana.Http.Put("/api/v1/auth/change-password/", Body.Of(("old_password", FortiChat.Password), ("new_password", "another7"), ("new_password2", "another7")))).Ok();
        (await elsewhere.IsClosed(TimeSpan.FromSeconds(2))).Code.ShouldBe(4001);
        await hub.SeesNothingMore();

        (await ana.Http.Post("/api/v1/accounts/auth/logout")).Ok().Text("detail").ShouldBe("Logout successful");
        (await hub.IsClosed(TimeSpan.FromSeconds(2))).Code.ShouldBe(4001);
        (await bound.IsClosed(TimeSpan.FromSeconds(2))).Code.ShouldBe(4001);
        (await ana.Http.Get("/api/v1/accounts/users/me")).Status.ShouldBe(401);
    }

    [Theory, EveryEngine]
    public async Task A_server_that_stops_says_1001(Engine engine)
    {
        await using var chat = await FortiChat.On(engine);
        var socket = await (await chat.Person("ana")).Connects();
        chat.Server.Terminate();
        (await socket.IsClosed()).Code.ShouldBe(1001);
        (await chat.Server.EndedAsync()).ShouldBe(0);
    }

    [Theory, EveryEngine]
    public async Task Any_familys_access_token_opens_the_hub(Engine engine) // X2, the part of this family
    {
        await using var chat = await servers.On(engine);
        await using var rooms = new RoomsChat(chat.Server, ownsServer: false);
        var ana = await rooms.Account("ana");
        var id = (await chat.Stranger().Post("/api/token/", Body.Of(("username", ana.Name), ("password", RoomsChat.Password)))).Ok();
        id.Text("access").ShouldNotBeNullOrEmpty();
        await using var socket = await FortiSocket.Open(chat.Server.Port, $"/ws/chat/?token={ana.Http.Token}", ana.Name);
        (await socket.Sees("connection_status")).Text("username").ShouldBe(ana.Name);
        await using var empty = await FortiSocket.Open(chat.Server.Port, "/ws/chat/?token=", "nobody");
        await empty.IsShutOut(4001);
    }

    [Theory, EveryEngine]
    public async Task No_word_no_name_and_no_token_is_in_the_log(Engine engine) // defect 13
    {
        await using var chat = await FortiChat.On(engine, new ServerSettings().With("Parlance__Log__Level", "Debug"));
        var (ana, bob, id) = await chat.Pair();
        var socket = await ana.Enters(id);
        await socket.Sends(("type", "message"), ("content", "xyzzy-secret-words"));
        await socket.SeesMessage("xyzzy-secret-words");
        await ana.Posts(id, "plugh-secret-words");
        await bob.Messages(id);
        await (await ana.Opens("/ws/chat/?token=not-a-token-at-all")).IsShutOut(4001);

        var log = chat.Server.Log.ToString();
        foreach (var secret in (string[])["secret-words", ana.Token, ana.Refresh, "not-a-token-at-all", FortiChat.Password, ana.Email])
            log.ShouldNotContain(secret);
    }
}
