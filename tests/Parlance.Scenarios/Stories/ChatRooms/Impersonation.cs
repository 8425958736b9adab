namespace Parlance.Scenarios.Stories.ChatRooms;

/// <summary>Nobody speaks for somebody else, as far as a client without tokens on its sockets allows: S8, defects 1, 2, 3 and 17.</summary>
public class Impersonation(RoomsServers servers) : IClassFixture<RoomsServers>
{
    [Theory, EveryEngine]
    public async Task Who_claims_to_be_another_in_a_frame_is_shown_as_who_they_are(Engine engine) // S8
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, mallory) = (await chat.Account("ana"), await chat.Account("bob"), await chat.Account("mallory"));
        var room = await RoomsChat.Room(ana);
        var sockets = await RoomsChat.Together(room, ana, bob, mallory);
        await using var bobsDirects = await bob.ConnectsForDirects();
        await using var mallorysDirects = await mallory.ConnectsForDirects();

        await sockets[2].Sends(("type", "message"), ("content", "trust me"), ("user_id", ana.Id), ("username", ana.Name));
        await mallorysDirects.Sends(("type", "dm_message"), ("sender_id", ana.Id), ("sender_username", ana.Name), ("receiver_id", bob.Id), ("content", "trust me"));

        var said = await sockets[1].SeesMessage("trust me");
        said.Text("user_id").ShouldBe(mallory.Id);
        said.Text("username").ShouldBe(mallory.Name);
        var written = (await bobsDirects.SeesAtLast("dm_message")).GetProperty("message");
        written.Text("sender_id").ShouldBe(mallory.Id);
        written.Text("sender_username").ShouldBe(mallory.Name);
        await sockets[2].Sends(("type", "broadcast-started"), ("user_id", ana.Id), ("username", ana.Name));
        (await sockets[1].Sees("broadcast-started")).Text("user_id").ShouldBe(mallory.Id);
        await sockets[2].Sends(("type", "typing_start"), ("user_id", ana.Id), ("username", ana.Name));
        (await sockets[1].Sees("typing_start")).Text("user_id").ShouldBe(mallory.Id);
    }

    [Theory, EveryEngine]
    public async Task An_account_is_not_spoken_for_without_its_token(Engine engine) // defect 1
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Account("ana");
        var room = await RoomsChat.Room(ana);
        await ana.Joins(room);
        var mallory = chat.Elsewhere(ana);

        (await mallory.TriesToJoin(room)).ShouldRefuse(403);
        (await mallory.Http.Post($"/rooms/{room}/messages", Body.Of(("user_id", ana.Id), ("content", "not me")))).ShouldRefuse(403);
        (await mallory.Http.Put($"/users/{ana.Id}/avatar", "{}")).Status.ShouldBeOneOf(400, 403);
        (await mallory.Http.Delete($"/avatars/delete/{ana.Id}")).ShouldRefuse(403);
        await mallory.IsShutOut($"/ws/{room}/{ana.Id}?username={ana.Name}", 4003);
        await mallory.IsShutOut($"/ws/dm/{ana.Id}", 4003);

        // Somebody else's token is no better than none.
        mallory.Http.Token = (await chat.Account("mallory")).Http.Token;
        (await mallory.TriesToJoin(room)).ShouldRefuse(403);
        await mallory.IsShutOut($"/ws/{room}/{ana.Id}", 4003);
        (await ana.History(room)).ShouldBeEmpty();
        await using var anas = await ana.Connects(room);
    }

    [Theory, EveryEngine]
    public async Task The_session_cookie_lets_an_account_move_to_another_address(Engine engine) // defect 1, the other half
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Account("ana");
        var room = await RoomsChat.Room(ana);
        ana.Http.KeepsCookies = true;
        await ana.Joins(room);
        ana.Http.Cookie.ShouldNotBeNull();

        ana.Http.Address = chat.Stranger().Address;

        await using var socket = await ana.Connects(room);
        await ana.Says(socket, "from the train");
        (await socket.SeesMessage("from the train")).Text("user_id").ShouldBe(ana.Id);
    }

    [Theory, EveryEngine]
    public async Task A_guest_belongs_to_who_is_there_and_is_free_when_they_are_gone(Engine engine) // defect 1, guests
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Guest("ana"), await chat.Guest("bob"));
        var room = await RoomsChat.Room(bob);
        var sockets = await RoomsChat.Together(room, bob, ana);
        var mallory = chat.Elsewhere(ana);

        await mallory.IsShutOut($"/ws/{room}/{ana.Id}", 4003);
        await mallory.IsShutOut($"/ws/dm/{ana.Id}", 4003);
        (await mallory.TriesToJoin(room)).ShouldRefuse(403);
        (await mallory.Http.Post($"/rooms/{room}/messages", Body.Of(("user_id", ana.Id), ("content", "not me")))).ShouldRefuse(403);
        await sockets[0].SeesNothingMore();

        await sockets[1].Leaves();
        await sockets[0].Sees("user_left");
        await using var later = await mallory.Connects(room);
        (await sockets[0].Sees("user_joined")).Text("user_id").ShouldBe(ana.Id);
    }

    [Theory, EveryEngine]
    public async Task The_same_name_twice_is_two_guests_and_the_name_of_an_account_is_taken(Engine engine) // defect 2
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Account("Ana");
        var name = RoomsChat.Unique("guest");

        var first = (await chat.Stranger().Post("/users", Body.Of(("username", name)))).Ok();
        var second = (await chat.Stranger().Post("/users", Body.Of(("username", name)))).Ok();
        first.Text("id").ShouldNotBe(second.Text("id"));
        second.Text("username").ShouldBe(name);

        (await chat.Stranger().Post("/users", Body.Of(("username", ana.Name)))).ShouldRefuse(409, "Username already registered");
        (await chat.Stranger().Post("/users", Body.Of(("username", ana.Name.ToUpperInvariant())))).ShouldRefuse(409, "Username already registered");
        (await ana.Http.Post("/users", Body.Of(("username", ana.Name)))).Ok().Text("id").ShouldBe(ana.Id);
        (await chat.Stranger().Post("/users", Body.Of(("username", "")))).ShouldRefuse(400, "Username is required");
        (await chat.Stranger().Post("/users", "{}")).Status.ShouldBeOneOf(400, 422);
    }

    [Theory, EveryEngine]
    public async Task Nobody_edits_or_makes_somebody_else(Engine engine) // defect 3
    {
        await using var chat = await servers.On(engine);
        var (ana, mallory) = (await chat.Account("ana"), await chat.Account("mallory"));

        (await mallory.Http.Put($"/users/{ana.Id}/profile", Body.Of(("bio", "hacked")))).ShouldRefuse(403);
        (await chat.Stranger().Put($"/users/{ana.Id}/profile", Body.Of(("bio", "hacked")))).ShouldRefuse(403);
        (await mallory.Http.Put($"/users/{ana.Id}/password", Body.Of(("new_password", "a new password")))).ShouldRefuse(403);
        (await chat.Stranger().Put($"/users/{ana.Id}/password", Body.Of(("new_password", "a new password")))).ShouldRefuse(403);
        (await mallory.Http.Put("/users/nobody-at-all/profile", Body.Of(("bio", "x")))).ShouldRefuse(404, "User not found");
        (await mallory.Http.Put("/users/nobody-at-all/password", Body.Of(("new_password", "a new password")))).ShouldRefuse(404, "User not found");
        (await mallory.Http.Get("/users/nobody-at-all")).ShouldRefuse(404, "User not found");

        (await ana.Self()).Text("bio").ShouldBeNull();
        (await chat.Stranger().Post("/auth/login", Body.Of(("username", ana.Name), ("password", RoomsChat.Password)))).Ok();
    }

    [Theory, EveryEngine]
    public async Task A_password_is_changed_by_its_owner_and_makes_a_guest_an_account(Engine engine) // defect 17
    {
        await using var chat = await servers.On(engine);
        var (ana, gus) = (await chat.Account("ana"), await chat.Guest("gus"));

        (await ana.Http.Put($"/users/{ana.Id}/password", Body.Of(("new_password", "short")))).ShouldRefuse(400, "Password must be at least 8 characters");
        (await ana.Http.Put($"/users/{ana.Id}/password", Body.Of(("new_password", "quite another 1")))).Ok().GetProperty("success").GetBoolean().ShouldBeTrue();
        (await chat.Stranger().Post("/auth/login", Body.Of(("username", ana.Name), ("password", RoomsChat.Password)))).ShouldRefuse(401, "Invalid username or password");
        (await chat.Stranger().Post("/auth/login", Body.Of(("username", ana.Name), ("password", "quite another 1")))).Ok();
        (await ana.Http.Get("/auth/me")).Ok().Text("id").ShouldBe(ana.Id);

        // A guest who is here may; somebody elsewhere may not.
        var room = await RoomsChat.Room(ana);
        await using var guss = await gus.Enters(room);
        (await chat.Elsewhere(gus).Http.Put($"/users/{gus.Id}/password", Body.Of(("new_password", "stolen guest 1")))).ShouldRefuse(403);
        (await gus.Http.Put($"/users/{gus.Id}/password", Body.Of(("new_password", "an account now 1")))).Ok();
        (await chat.Stranger().Post("/auth/login", Body.Of(("username", gus.Name), ("password", "an account now 1")))).Ok().GetProperty("user").Text("id").ShouldBe(gus.Id);
    }

    [Theory, EveryEngine]
    public async Task The_operator_can_have_the_old_openness_back(Engine engine)
    {
        await using var chat = await RoomsChat.On(engine, new ServerSettings().With("ROOMS_STRICT", "false"));
        var (ana, gus) = (await chat.Account("ana"), await chat.Guest("gus"));
        var room = await RoomsChat.Room(ana);
        await using var guss = await gus.Enters(room);

        var other = chat.Elsewhere(ana);
        await other.Joins(room);
        await using var socket = await other.Connects(room);
        await using var another = await chat.Elsewhere(gus).Connects(room);
        await other.Says(socket, "as in the old days");
        (await socket.SeesAtLast("message")).Text("user_id").ShouldBe(ana.Id);
    }
}
