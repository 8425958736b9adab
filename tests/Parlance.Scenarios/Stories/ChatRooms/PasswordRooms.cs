namespace Parlance.Scenarios.Stories.ChatRooms;

/// <summary>Rooms that do not let everybody in: S5 and defect 12.</summary>
public class PasswordRooms(RoomsServers servers) : IClassFixture<RoomsServers>
{
    private static readonly (string, object?)[] Locked = [("privacy", "password"), ("password", "abcd")];

    [Theory, EveryEngine]
    public async Task The_password_is_asked_of_everybody_but_the_creator(Engine engine) // S5
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Guest("ana"), await chat.Guest("bob"));
        var room = await RoomsChat.Room(ana, "Cellar", Locked);

        var listed = (await bob.Http.Get("/rooms")).Ok().EnumerateArray().Single(r => r.Text("id") == room);
        listed.Text("privacy").ShouldBe("password");
        listed.GetRawText().ShouldNotContain("abcd");
        listed.EnumerateObject().ShouldNotContain(p => p.Name.Contains("password", StringComparison.OrdinalIgnoreCase));

        (await bob.TriesToJoin(room)).ShouldRefuse(403, "Password required");
        (await bob.Http.Post($"/rooms/{room}/verify-password", Body.Of(("password", "wrong")))).ShouldRefuse(403, "Incorrect password");
        (await bob.TriesToJoin(room)).ShouldRefuse(403, "Password required");
        (await bob.Http.Post($"/rooms/{room}/verify-password", Body.Of(("password", "abcd")))).Ok().GetProperty("success").GetBoolean().ShouldBeTrue();
        await bob.Joins(room);
        await ana.Joins(room);

        (await bob.Http.Post("/rooms/no-such-room/verify-password", Body.Of(("password", "abcd")))).ShouldRefuse(404, "Room not found");
        var open = await RoomsChat.Room(ana);
        (await bob.Http.Post($"/rooms/{open}/verify-password", Body.Of(("password", "whatever")))).Ok();
    }

    [Theory, EveryEngine]
    public async Task Socket_and_history_are_shut_without_the_password(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, carl) = (await chat.Guest("ana"), await chat.Guest("bob"), await chat.Guest("carl"));
        var room = await RoomsChat.Room(ana, "Cellar", Locked);
        await using var anas = await ana.Enters(room);
        await ana.Says(anas, "between us");
        await anas.SeesMessage("between us");

        await bob.IsShutOut($"/ws/{room}/{bob.Id}?username={bob.Name}", 4003);
        (await bob.Http.Get($"/rooms/{room}/messages")).ShouldRefuse(403);
        (await bob.Http.Post($"/rooms/{room}/messages", Body.Of(("user_id", bob.Id), ("content", "let me in")))).ShouldRefuse(403);
        await anas.SeesNothingMore();

        // The grant is the caller's, not the world's; the socket alone is enough to use it.
        (await bob.Http.Post($"/rooms/{room}/verify-password", Body.Of(("password", "abcd")))).Ok();
        (await bob.History(room)).Select(m => m.Text("content")).ShouldBe(["between us"]);
        await using var bobs = await bob.Connects(room);
        (await anas.Sees("user_joined")).Text("user_id").ShouldBe(bob.Id);
        (await carl.Http.Get($"/rooms/{room}/messages")).ShouldRefuse(403);
        await carl.IsShutOut($"/ws/{room}/{carl.Id}", 4003);
    }

    [Theory, EveryEngine]
    public async Task A_member_comes_back_without_the_password(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Account("ana"), await chat.Account("bob"));
        var room = await RoomsChat.Room(ana, "Cellar", Locked);
        (await bob.Http.Post($"/rooms/{room}/verify-password", Body.Of(("password", "abcd")))).Ok();
        await bob.Joins(room);

        // Somewhere else, where no grant is: membership and the token are enough.
        var traveller = chat.Elsewhere(bob);
        traveller.Http.Token = bob.Http.Token;
        await using var socket = await traveller.Enters(room);
        (await traveller.Http.Get($"/rooms/{room}/messages")).Ok().GetArrayLength().ShouldBe(0);
    }

    [Theory, EveryEngine]
    public async Task A_browser_that_takes_cookies_keeps_its_grant_on_the_move(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Guest("ana"), await chat.Guest("bob"));
        var room = await RoomsChat.Room(ana, "Cellar", Locked);
        bob.Http.KeepsCookies = true;
        await bob.Joins(await RoomsChat.Room(ana));
        bob.Http.Cookie.ShouldNotBeNull();
        (await bob.Http.Post($"/rooms/{room}/verify-password", Body.Of(("password", "abcd")))).Ok();
        var (address, neighbour) = (bob.Http.Address, await chat.Guest("neighbour"));

        bob.Http.Address = chat.Stranger().Address;
        await bob.Joins(room);
        await using var socket = await bob.Connects(room);

        // Nor is it anybody else's who is where the browser was.
        neighbour.Http.Address = address;
        (await neighbour.TriesToJoin(room)).ShouldRefuse(403, "Password required");
    }

    [Theory, EveryEngine]
    public async Task A_room_with_a_password_needs_one_of_four_characters(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Guest("ana");

        (await ana.Http.Post("/rooms", Body.Of(("name", "Cellar"), ("privacy", "password"), ("password", "abc")))).ShouldRefuse(400, "Password must be at least 4 characters");
        (await ana.Http.Post("/rooms", Body.Of(("name", "Cellar"), ("privacy", "password")))).ShouldRefuse(400, "Password must be at least 4 characters");
    }

    [Theory, EveryEngine]
    public async Task A_private_room_is_not_listed_for_others_but_can_be_joined(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Account("ana"), await chat.Guest("bob"));
        var room = await RoomsChat.Room(ana, "Attic", ("privacy", "private"));

        (await bob.Http.Get("/rooms")).Ok().Texts("id").ShouldNotContain(room);
        await bob.Joins(room);
        await using var socket = await bob.Connects(room);
        (await bob.Http.Get($"/rooms/{room}")).Ok().Text("privacy").ShouldBe("private");
    }

    [Theory, EveryEngine]
    public async Task A_full_room_lets_nobody_else_in(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, carl) = (await chat.Guest("ana"), await chat.Guest("bob"), await chat.Guest("carl"));
        var room = await RoomsChat.Room(ana, "Booth", ("max_members", 2));
        await ana.Joins(room);
        await bob.Joins(room);

        (await carl.TriesToJoin(room)).ShouldRefuse(403, "Room is full");
        await carl.IsShutOut($"/ws/{room}/{carl.Id}", 4003);
        await using var bobs = await bob.Enters(room);
    }
}
