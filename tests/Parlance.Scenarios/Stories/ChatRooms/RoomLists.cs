namespace Parlance.Scenarios.Stories.ChatRooms;

/// <summary>Making rooms, finding them, and reading what was said there.</summary>
public class RoomLists(RoomsServers servers) : IClassFixture<RoomsServers>
{
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    [Theory, EveryEngine]
    public async Task A_room_is_shown_as_it_was_made(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Account("ana");
        var category = RoomsChat.Unique("Category");

        var made = (await ana.Http.Post("/rooms", Body.Of(("name", "Lounge"), ("category", category), ("description", "Come in."), ("tags", Body.List("a", "b", "c", "d", "e", "f")),
            ("privacy", "public"), ("max_members", 7), ("created_by", ana.Id), ("thumbnail_url", "https://pictures.example.com/room.jpg")))).Ok();

        foreach (var room in new[] { made, (await ana.Http.Get($"/rooms/{made.Text("id")}")).Ok(), (await ana.Http.Get($"/rooms?category={category}")).Ok().EnumerateArray().Single() })
        {
            Guid.TryParse(room.Text("id"), out _).ShouldBeTrue();
            room.Text("name").ShouldBe("Lounge");
            room.Text("category").ShouldBe(category);
            room.Text("description").ShouldBe("Come in.");
            room.GetProperty("tags").EnumerateArray().Select(t => t.GetString()).ShouldBe(["a", "b", "c", "d", "e"]);
            room.Text("privacy").ShouldBe("public");
            room.Number("max_members").ShouldBe(7);
            room.Number("maxMembers").ShouldBe(7);
            room.Text("created_by").ShouldBe(ana.Id);
            room.Text("createdBy").ShouldBe(ana.Id);
            room.GetProperty("host").Text("id").ShouldBe(ana.Id);
            room.GetProperty("host").Text("username").ShouldBe(ana.Name);
            room.Text("thumbnail_url").ShouldBe("https://pictures.example.com/room.jpg");
            room.Text("created_at").ShouldBeRecent();
            room.GetProperty("users").GetArrayLength().ShouldBe((int)room.Number("memberCount"));
            room.Number("member_count").ShouldBe(room.Number("memberCount"));
            room.Number("onlineCount").ShouldBe(0);
        }
    }

    [Theory, EveryEngine]
    public async Task What_is_odd_about_a_new_room_is_put_right_rather_than_refused(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Guest("ana");

        var most = (await ana.Http.Post("/rooms", Body.Of(("name", "A"), ("max_members", 1_000_000), ("privacy", "nonsense"), ("tags", "not a list"), ("description", new string('x', 20_000))))).Ok();
        most.Number("max_members").ShouldBe(1000);
        most.Text("privacy").ShouldBe("public");
        (await ana.Http.Post("/rooms", Body.Of(("name", "B"), ("max_members", -5)))).Ok().Number("max_members").ShouldBe(2);
        (await ana.Http.Post("/rooms", Body.Of(("name", "C"), ("max_members", null), ("created_by", null)))).Ok().Number("max_members").ShouldBe(50);
        (await ana.Http.Post("/rooms", Body.Of(("name", new string('n', 5_000))))).Ok();
        (await ana.Http.Post("/rooms", Body.Of(("name", "")))).ShouldRefuse(400, "Room name is required");
        (await ana.Http.Post("/rooms", Body.Of(("name", "   ")))).ShouldRefuse(400, "Room name is required");
    }

    [Theory, EveryEngine]
    public async Task A_picture_in_the_request_becomes_a_file(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Guest("ana");

        var room = (await ana.Http.Post("/rooms", Body.Of(("name", "Gallery"), ("thumbnail_url", $"data:image/png;base64,{Pixel}")))).Ok();

        var url = room.Text("thumbnail_url").ShouldNotBeNull();
        url.ShouldStartWith("http");
        url.Length.ShouldBeLessThan(300);
        var (status, bytes, type) = await ana.Http.Fetch(url);
        status.ShouldBe(200);
        type.ShouldBe("image/png");
        bytes.ShouldBe(Convert.FromBase64String(Pixel));
    }

    [Theory, EveryEngine]
    public async Task The_newest_room_is_first_and_a_category_narrows_the_list(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Guest("ana");
        var category = RoomsChat.Unique("Music");
        var first = await RoomsChat.Room(ana, "First", ("category", category));
        var second = await RoomsChat.Room(ana, "Second", ("category", category));
        var third = await RoomsChat.Room(ana, "Third");
        var other = await RoomsChat.Room(ana, "Fourth", ("category", "Other"));

        (await ana.Http.Get($"/rooms?category={category}")).Ok().Texts("id").ShouldBe([second, first]);
        (await ana.Http.Get("/rooms?category=Other")).Ok().Texts("id").Where(id => id is not null && (id == other || id == third || id == first)).ShouldBe([other, third]);
        (await ana.Http.Get($"/rooms?category={RoomsChat.Unique("Unknown")}")).Ok().GetArrayLength().ShouldBe(0);
        (await ana.Http.Get("/rooms")).Ok().Texts("id").Where(id => id == first || id == second || id == third || id == other).ShouldBe([other, third, second, first]);
        (await ana.Http.Get("/rooms/no-such-room")).ShouldRefuse(404, "Room not found");
    }

    [Theory, EveryEngine]
    public async Task Rooms_nobody_named_are_not_listed(Engine engine) // defect 9
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Guest("ana");
        var (joined, connected) = (RoomsChat.Unique("joined-"), RoomsChat.Unique("connected-"));
        await ana.Joins(joined);
        await using var room = await ana.Connects(connected);
        await using var directs = await ana.ConnectsForDirects();
        var named = await RoomsChat.Room(ana);

        var listed = (await ana.Http.Get("/rooms")).Ok().Texts("id").ToList();

        listed.ShouldContain(named);
        listed.ShouldNotContain(joined);
        listed.ShouldNotContain(connected);
        listed.ShouldNotContain("dm");
    }

    [Theory, EveryEngine]
    public async Task The_limit_is_kept_and_the_most_recent_come_oldest_first(Engine engine) // defect 13
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Guest("ana");
        var room = await RoomsChat.Room(ana);
        await using var socket = await ana.Enters(room);
        for (var i = 0; i < 120; i++)
        {
            await ana.Says(socket, $"{i}");
            await socket.SeesMessage($"{i}");
        }

        Task<RoomsAnswer> Read(string query) => ana.Http.Get($"/rooms/{room}/messages{query}");
        (await Read("?limit=3")).Ok().Texts("content").ShouldBe(["117", "118", "119"]);
        (await Read("")).Ok().Texts("content").ShouldBe(Enumerable.Range(20, 100).Select(i => $"{i}"));
        (await Read("?limit=500")).Ok().GetArrayLength().ShouldBe(120);
        foreach (var odd in (string[])["?limit=0", "?limit=-1", "?limit=501", "?limit=99999999999999999999", "?limit=x", "?limit="])
            (await Read(odd)).Status.ShouldBeOneOf(200, 400, 422);
        (await ana.Http.Get("/rooms/no-such-room/messages")).Ok().GetArrayLength().ShouldBe(0);
    }

    [Theory, EveryEngine]
    public async Task Joining_takes_odd_pictures_without_keeping_them(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Guest("ana");
        ana.Avatar = "https://pictures.example.com/ana.jpg";
        var room = await RoomsChat.Room(ana);
        await ana.Joins(room);

        foreach (var odd in (string[])[$"data:image/png;base64,{Pixel}", "https://ui-avatars.com/api/?name=ana", "https://i.pravatar.cc/150?u=ana", "javascript:alert(1)", new('x', 3_000)])
        {
            ana.Avatar = odd;
            await ana.Joins(room);
        }

        ana.Avatar = null;
        await using var socket = await ana.Connects(room);
        socket.State.GetProperty("users").EnumerateArray().Single().Text("avatar_url").ShouldBe("https://pictures.example.com/ana.jpg");
    }
}
