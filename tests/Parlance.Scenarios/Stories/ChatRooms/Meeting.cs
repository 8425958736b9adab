namespace Parlance.Scenarios.Stories.ChatRooms;

/// <summary>People in one room: who comes, who goes, what they say.</summary>
public class Meeting(RoomsServers servers) : IClassFixture<RoomsServers>
{
    [Theory, EveryEngine]
    public async Task Two_guests_meet_talk_and_part(Engine engine) // S1
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Guest("ana"), await chat.Guest("bob"));
        ana.Avatar = "https://pictures.example.com/ana.jpg";
        ana.Id.ShouldNotBe(bob.Id);
        var room = await RoomsChat.Room(ana);
        (await ana.Joins(room)).Text("message").ShouldBe($"User {ana.Name} joined room Lounge");
        await bob.Joins(room);

        await using var anas = await ana.Connects(room);
        anas.State.Text("room_id").ShouldBe(room);
        anas.State.GetProperty("users").Texts("user_id").ShouldBe([ana.Id]);
        anas.State.Text("timestamp").ShouldBeRecent();

        await using var bobs = await bob.Connects(room);
        var joined = await anas.Sees("user_joined");
        joined.Text("user_id").ShouldBe(bob.Id);
        joined.Text("username").ShouldBe(bob.Name);
        joined.Text("room_id").ShouldBe(room);
        joined.Text("timestamp").ShouldBeRecent();
        bobs.State.GetProperty("users").Texts("user_id").ShouldBe([ana.Id, bob.Id], ignoreOrder: true);
        bobs.State.GetProperty("users").Texts("username").ShouldBe([ana.Name, bob.Name], ignoreOrder: true);

        await ana.Says(anas, "hi");
        var own = await anas.SeesMessage("hi");
        var heard = await bobs.SeesMessage("hi");
        heard.Text("id").ShouldNotBeNullOrEmpty();
        heard.GetRawText().ShouldBe(own.GetRawText());
        heard.Text("user_id").ShouldBe(ana.Id);
        heard.Text("username").ShouldBe(ana.Name);
        heard.Text("room_id").ShouldBe(room);
        heard.Text("avatar").ShouldBe(ana.Avatar);
        heard.Text("avatar_url").ShouldBe(ana.Avatar);
        heard.Text("timestamp").ShouldBeRecent();

        var history = await bob.History(room);
        history.Count.ShouldBe(1);
        history[0].GetRawText().ShouldBe(heard.GetRawText());

        await bobs.Leaves();
        var left = await anas.Sees("user_left");
        left.Text("user_id").ShouldBe(bob.Id);
        left.Text("username").ShouldBe(bob.Name);
        left.Text("room_id").ShouldBe(room);
        await anas.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task Who_connects_to_an_unknown_room_without_joining_is_let_in_under_the_name_in_the_query(Engine engine) // S2
    {
        await using var chat = await servers.On(engine);
        var (room, alice, nobody) = (RoomsChat.Unique("test-room-"), chat.Unannounced(RoomsChat.Unique("u"), "Alice"), chat.Unannounced(RoomsChat.Unique("u"), ""));

        await using var socket = await alice.OpensAt($"/ws/{room}/{alice.Id}?username=Alice&avatar_url=https%3A%2F%2Fpictures.example.com%2Falice.jpg");
        await socket.Entered();
        var self = socket.State.GetProperty("users").EnumerateArray().Single();
        self.Text("user_id").ShouldBe(alice.Id);
        self.Text("username").ShouldBe("Alice");
        self.Text("avatar_url").ShouldBe("https://pictures.example.com/alice.jpg");

        await using var other = await nobody.OpensAt($"/ws/{room}/{nobody.Id}");
        (await socket.Sees("user_joined")).Text("username").ShouldBe("Anonymous");
    }

    [Theory, EveryEngine]
    public async Task A_second_tab_and_its_end_go_unnoticed(Engine engine) // S9
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Guest("ana"), await chat.Guest("bob"));
        var room = await RoomsChat.Room(ana);
        var sockets = await RoomsChat.Together(room, bob, ana);

        await using var second = await ana.Connects(room);
        second.State.GetProperty("users").Texts("user_id").ShouldBe([bob.Id, ana.Id], ignoreOrder: true);
        await ana.Says(second, "from the second tab");
        await sockets[0].SeesMessage("from the second tab");
        await sockets[1].SeesMessage("from the second tab");
        await second.SeesMessage("from the second tab");

        // The older one goes: the person stays, and hears through the newer one.
        await sockets[1].Leaves();
        await bob.Says(sockets[0], "still there?");
        await sockets[0].SeesMessage("still there?");
        await second.SeesMessage("still there?");

        await second.Leaves();
        (await sockets[0].Sees("user_left")).Text("user_id").ShouldBe(ana.Id);
        await sockets[0].SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task Only_those_who_are_connected_are_in_the_state_of_the_room(Engine engine) // defect 8
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, carl) = (await chat.Guest("ana"), await chat.Guest("bob"), await chat.Guest("carl"));
        var room = await RoomsChat.Room(ana);
        var sockets = await RoomsChat.Together(room, ana, bob);
        await sockets[1].Leaves();
        await sockets[0].Sees("user_left");

        await using var carls = await carl.Enters(room);

        carls.State.GetProperty("users").Texts("user_id").ShouldBe([ana.Id, carl.Id], ignoreOrder: true);
        var listed = (await carl.Http.Get($"/rooms/{room}")).Ok();
        listed.Number("onlineCount").ShouldBe(2);
        listed.Number("memberCount").ShouldBe(3);
        listed.GetProperty("users").EnumerateArray().Select(u => u.GetString()).ShouldBe([ana.Id, bob.Id, carl.Id], ignoreOrder: true);
    }

    [Theory, EveryEngine]
    public async Task Keep_alive_is_answered_and_pong_is_not_and_neither_is_stored(Engine engine) // S6, defect 15
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Guest("ana"), await chat.Guest("bob"));
        var room = await RoomsChat.Room(ana);
        var sockets = await RoomsChat.Together(room, ana, bob);

        await sockets[0].Sends(("type", "keep_alive"), ("timestamp", "2026-01-01T00:00:00.000Z"));
        (await sockets[0].Sees("ping")).Text("timestamp").ShouldBeRecent();
        await sockets[0].Sends(("type", "pong"));
        await sockets[0].Sends(("type", "no_such_thing"), ("content", "x"));
        await sockets[0].Sends(("type", "message"), ("content", ""));
        await sockets[0].Sends(("type", "message"));
        await sockets[0].Sends(("type", "message"), ("content", null));
        await sockets[0].SeesNothingMore();

        await ana.Says(sockets[0], "the first thing said");
        await sockets[1].SeesMessage("the first thing said");
        (await ana.History(room)).Select(m => m.Text("content")).ShouldBe(["the first thing said"]);
    }

    [Theory, EveryEngine]
    public async Task Typing_is_told_to_the_others(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Guest("ana"), await chat.Guest("bob"));
        var room = await RoomsChat.Room(ana);
        var sockets = await RoomsChat.Together(room, ana, bob);

        await sockets[0].Sends(("type", "typing_start"), ("user_id", bob.Id), ("room_id", room));
        var started = await sockets[1].Sees("typing_start");
        await sockets[0].Sends(("type", "typing_stop"));
        var stopped = await sockets[1].Sees("typing_stop");

        started.Text("user_id").ShouldBe(ana.Id);
        started.Text("username").ShouldBe(ana.Name);
        started.Text("room_id").ShouldBe(room);
        started.Text("timestamp").ShouldBeRecent();
        stopped.Text("user_id").ShouldBe(ana.Id);
    }

    [Theory, EveryEngine]
    public async Task Text_comes_back_exactly_as_it_was_sent(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Guest("ana"), await chat.Guest("bob"));
        var room = await RoomsChat.Room(ana);
        var sockets = await RoomsChat.Together(room, ana, bob);
        string[] texts =
        [
            "  spaces  ", "line\nline\r\n\ttab", "\"quotes\" \\ / </script>&amp;", "👩‍👩‍👧 ‏עברית‏ नमस्ते", "\u2028\u2029", """{"type":"video_ready","url":"https://v.example.com/1"}""",
            "[media:image:https://pictures.example.com/1.png]", new('x', 20_000),
        ];

        foreach (var text in texts)
        {
            await ana.Says(sockets[0], text);
            await sockets[0].SeesMessage(text);
            await sockets[1].SeesMessage(text);
        }

        (await bob.History(room)).Select(m => m.Text("content")).ShouldBe(texts);
    }

    [Theory, EveryEngine]
    public async Task A_frame_without_type_is_a_message_and_a_message_over_rest_is_heard_by_all(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Guest("ana"), await chat.Guest("bob"));
        var room = await RoomsChat.Room(ana);
        var sockets = await RoomsChat.Together(room, ana, bob);

        await sockets[0].Sends(("content", "no type"), ("username", ana.Name));
        await sockets[0].SeesMessage("no type");
        await sockets[1].SeesMessage("no type");
        var posted = (await ana.Http.Post($"/rooms/{room}/messages", Body.Of(("user_id", ana.Id), ("content", "over REST")))).Ok();
        var own = await sockets[0].SeesMessage("over REST");
        var heard = await sockets[1].SeesMessage("over REST");

        own.Text("id").ShouldBe(posted.Text("id"));
        heard.Text("id").ShouldBe(posted.Text("id"));
        posted.Text("username").ShouldBe(ana.Name);
        (await bob.History(room)).Select(m => m.Text("content")).ShouldBe(["no type", "over REST"]);
    }

    [Theory, EveryEngine]
    public async Task Who_comes_back_without_a_name_keeps_name_and_picture(Engine engine) // defect 14
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Guest("ana"), await chat.Guest("bob"));
        ana.Avatar = "https://pictures.example.com/ana.jpg";
        var room = await RoomsChat.Room(ana);
        var sockets = await RoomsChat.Together(room, bob, ana);
        await sockets[1].Breaks();
        await sockets[0].Sees("user_left");

        // As the front end's automatic reconnect does: no name, and a picture made of the id.
        await using var again = await ana.OpensAt($"/ws/{room}/{ana.Id}?avatar_url={Uri.EscapeDataString($"https://ui-avatars.com/api/?name={ana.Id}")}");
        await again.Entered();
        var joined = await sockets[0].Sees("user_joined");
        joined.Text("username").ShouldBe(ana.Name);
        joined.Text("avatar_url").ShouldBe(ana.Avatar);

        await again.Sends(("type", "message"), ("content", "back"), ("avatar", $"https://i.pravatar.cc/150?u={ana.Id}"), ("username", "Anonymous"));
        var heard = await sockets[0].SeesMessage("back");
        heard.Text("username").ShouldBe(ana.Name);
        heard.Text("avatar").ShouldBe(ana.Avatar);
    }

    [Theory, EveryEngine]
    public async Task A_hundred_messages_from_each_of_three_have_one_order_for_all(Engine engine) // defect 16: nobody waits for anybody
    {
        await using var chat = await servers.On(engine);
        var people = new[] { await chat.Guest("ana"), await chat.Guest("bob"), await chat.Guest("carl") };
        var room = await RoomsChat.Room(people[0]);
        var sockets = await RoomsChat.Together(room, people);

        var heard = await Task.WhenAll(people.Select(async (person, i) =>
        {
            var talking = Task.Run(async () =>
            {
                for (var n = 0; n < 100; n++)
                    await person.Says(sockets[i], $"{person.Name} {n}");
            });
            var ids = new List<(string Id, string Content)>();
            while (ids.Count < 300)
            {
                var message = await sockets[i].Sees("message");
                ids.Add((message.Text("id")!, message.Text("content")!));
            }

            await talking;
            return ids;
        }));

        heard[1].ShouldBe(heard[0]);
        heard[2].ShouldBe(heard[0]);
        foreach (var person in people)
            heard[0].Where(m => m.Content.StartsWith(person.Name + " ", StringComparison.Ordinal)).Select(m => m.Content).ShouldBe(Enumerable.Range(0, 100).Select(n => $"{person.Name} {n}"));
        (await people[0].History(room, 500)).Select(m => (m.Text("id")!, m.Text("content")!)).ShouldBe(heard[0]);
    }
}
