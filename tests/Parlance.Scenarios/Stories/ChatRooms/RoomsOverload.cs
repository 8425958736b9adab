namespace Parlance.Scenarios.Stories.ChatRooms;

/// <summary>Whoever sends too much, or takes too little, is told or sent away, and the others chat on.</summary>
public class RoomsOverload(RoomsServers servers) : IClassFixture<RoomsServers>
{
    [Theory, EveryEngine]
    public async Task What_is_too_large_is_answered_with_an_error_and_the_socket_stays(Engine engine) // defect 21
    {
        await using var chat = await servers.On(engine);
        await using var watch = await RoomsWatch.Begin(chat);
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
        await using var watch = await RoomsWatch.Begin(chat);
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
        await using var watch = await RoomsWatch.Begin(chat);
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
}
