using System.Collections.Concurrent;

namespace Parlance.Scenarios.Stories.ChatRooms;

/// <summary>What was said stays said: over a restart, and over a death in the middle of a sentence.</summary>
public class Surviving
{
    [Theory, EveryEngine]
    public async Task Everything_is_there_after_a_restart(Engine engine)
    {
        await using var chat = await RoomsChat.On(engine);
        var (ana, bob, gus) = (await chat.Account("ana"), await chat.Account("bob"), await chat.Guest("gus"));
        ana.Avatar = "https://pictures.example.com/ana.jpg";
        gus.Avatar = "https://pictures.example.com/gus.jpg";
        (await ana.Http.Put($"/users/{ana.Id}/profile", Body.Of(("bio", "walks"), ("accent_color", "#ff00aa"), ("avatar_url", ana.Avatar)))).Ok();
        var room = await RoomsChat.Room(ana, "Cellar", ("category", "Music"), ("privacy", "password"), ("password", "abcd"), ("max_members", 9), ("tags", Body.List("a", "b")));
        var nameless = RoomsChat.Unique("test-room-");
        (await gus.Http.Post($"/rooms/{room}/verify-password", Body.Of(("password", "abcd")))).Ok();
        var sockets = await RoomsChat.Together(room, ana, gus);
        await ana.Says(sockets[0], "from ana");
        await sockets[1].SeesMessage("from ana");
        await gus.Says(sockets[1], "from gus");
        await sockets[0].SeesMessage("from ana", "from gus");
        await using (var elsewhere = await gus.Connects(nameless))
        {
            await gus.Says(elsewhere, "in a room nobody named");
            await elsewhere.SeesMessage("in a room nobody named");
        }

        (await bob.Http.Post("/messages/direct", Body.Of(("sender_id", bob.Id), ("receiver_id", ana.Id), ("content", "one")))).Ok();
        (await bob.Http.Post("/messages/direct", Body.Of(("sender_id", bob.Id), ("receiver_id", ana.Id), ("content", "two")))).Ok();
        var before = await Everything();

        (await chat.Server.StopAsync()).ShouldBe(0);
        foreach (var socket in sockets)
            (await socket.IsClosed()).Code.ShouldBeOneOf(1001, 1012);
        await chat.Server.StartAsync();

        (await Everything()).ShouldBe(before);
        before.ShouldContain("https://pictures.example.com/gus.jpg");
        before.ShouldContain("\"count\":2");

        // The members need no password again, tokens are still good, and what was not delivered comes now, once.
        await using var anas = await ana.Enters(room);
        await using var guss = await gus.Connects(room);
        guss.State.GetProperty("users").Texts("username").ShouldBe([ana.Name, gus.Name], ignoreOrder: true);
        await using (var directs = await ana.ConnectsForDirects())
        {
            (await directs.SeesAtLast("dm_message")).GetProperty("message").Text("content").ShouldBe("one");
            (await directs.SeesAtLast("dm_message")).GetProperty("message").Text("content").ShouldBe("two");
        }

        async Task<string> Everything()
        {
            string[] paths =
            [
                $"/rooms/{room}", $"/rooms/{room}/messages", $"/rooms/{nameless}/messages", "/rooms?category=Music", $"/users/{ana.Id}", $"/users/{gus.Id}",
                $"/users/{ana.Id}/unread-count", $"/conversations/{ana.PairWith(bob)}/messages",
            ];
            var all = new List<string>();
            foreach (var path in paths)
                all.Add((await ana.Http.Get(path)).Ok().GetRawText());
            var directs = (await ana.Http.Get($"/users/{ana.Id}/conversations")).Ok();
            all.Add(directs.GetProperty("conversations").GetRawText());
            return string.Join('\n', all).Replace("\"onlineCount\":2", "\"onlineCount\":0"); // nobody is online just after a start
        }
    }

    [Theory]
    [InlineData(Engine.Sqlite, 8)]
    [InlineData(Engine.PostgreSql, 4)]
    public async Task Killed_in_a_stream_the_server_has_every_message_whose_echo_was_seen_once(Engine engine, int kills)
    {
        await using var chat = await RoomsChat.On(engine);
        var (ana, bob) = (await chat.Account("ana"), await chat.Guest("bob"));

        for (var kill = 0; kill < kills; kill++)
        {
            var room = RoomsChat.Unique("stream-");
            var sockets = await RoomsChat.Together(room, ana, bob);
            var echoes = new ConcurrentQueue<(string Id, string Content)>();
            var listening = ListenAsync(sockets[0], echoes);
            var overhearing = ListenAsync(sockets[1], new ConcurrentQueue<(string, string)>());
            var talking = TalkAsync(ana, sockets[0], echoes);

            // At a different moment each time; the stream stays below what one read of the history gives.
            var enough = 100 + (kill * 37 % 90);
            await Eventually.Holds(() => echoes.Count >= enough ? null : $"{echoes.Count} echoes of {enough}");
            await chat.Server.KillAsync();
            await Task.WhenAll(talking, listening, overhearing);
            await chat.Server.StartAsync();

            var stored = (await ana.History(room, 500)).Select(m => (Id: m.Text("id")!, Content: m.Text("content")!)).ToList();
            stored.Select(m => m.Id).ShouldBeUnique();
            stored.Select(m => m.Content).ShouldBe(Enumerable.Range(0, stored.Count).Select(i => $"{i}"));
            stored.Take(echoes.Count).ShouldBe(echoes);
        }
    }

    /// <summary>Says numbers, sixteen ahead of the echoes, until the connection ends.</summary>
    private static async Task TalkAsync(RoomsPerson person, RoomsSocket socket, ConcurrentQueue<(string Id, string Content)> echoes)
    {
        try
        {
            for (var i = 0; i < 480; i++)
            {
                await person.Says(socket, $"{i}");
                while (i - echoes.Count >= 16)
                    await Task.Yield();
            }
        }
        catch (IOException)
        {
            // The server is dead.
        }
    }

    private static async Task ListenAsync(RoomsSocket socket, ConcurrentQueue<(string Id, string Content)> heard)
    {
        while (await socket.Wire.ReadFrameAsync() is { OpCode: WireSocket.Text } frame)
        {
            using var json = System.Text.Json.JsonDocument.Parse(frame.Payload);
            if (json.RootElement.Text("type") == "message")
                heard.Enqueue((json.RootElement.Text("id")!, json.RootElement.Text("content")!));
        }
    }
}
