namespace Parlance.Scenarios.Stories.FortiFun;

/// <summary>The same people over other wires.</summary>
public class ManyClients
{
    [Theory, EveryEngine]
    public async Task One_conversation_is_seen_live_by_this_app_the_rooms_client_and_a_native_one(Engine engine) // X6
    {
        await using var chat = await Chat.On(engine);
        await using var forti = new FortiChat(chat.Server, ownsServer: false);
        await using var rooms = new RoomsChat(chat.Server, ownsServer: false);
        var (ana, bob) = (await forti.Person("ana"), await forti.Person("bob"));
        var anas = await ana.Connects();
        // Bob has two more programs: a native one and a browser at the rooms front end, which names him by his key.
        var native = await chat.Accounts.SignInAsync(bob.Name, FortiChat.Password);
        var http = rooms.Stranger();
        var login = (await http.Post("/auth/login", Body.Of(("username", bob.Name), ("password", FortiChat.Password)))).Ok();
        http.Token = login.Text("token");
        var key = login.GetProperty("user").Text("id")!;
        var id = (await ana.Starts(bob, "from forti")).Number("id");
        (await anas.Sees("conversation_update")).Number("conversation_id").ShouldBe(id);
        await anas.SeesMessage("from forti");
        await using var browser = await RoomsSocket.Open(chat.Server.Port, $"/ws/dm/{key}", "bob", $"X-Forwarded-For: {http.Address}");
        (await browser.SeesAtLast("dm_message")).GetProperty("message").Text("content").ShouldBe("from forti");

        var anaKey = (await browser.SeesAtLast("user_joined")).Text("user_id");
        await anas.SeesNothingMore();
        await anas.Joins(id);
        await browser.Sends(("type", "dm_typing"), ("receiver_id", anaKey), ("is_typing", true));
        (await anas.Sees("typing_indicator")).Text("username").ShouldBe(bob.Name);
        await browser.Sends(("type", "dm_message"), ("receiver_id", anaKey), ("content", "from rooms"));
        (await anas.SeesMessage("from rooms")).GetProperty("message").GetProperty("sender").Text("username").ShouldBe(bob.Name);
        await browser.Sends(("type", "dm_read"), ("reader_id", key), ("sender_id", anaKey));
        (await anas.Sees("read_receipt")).Number("user_id").ShouldBe(bob.Id);

        using var natively = new RoomsHttp(chat.Server.Address, "10.9.9.9") { Token = native.AccessToken };
        (await natively.Get($"/api/v1/conversations/{id}/messages")).Ok().GetProperty("messages").EnumerateArray().Texts("content").ShouldBe(["from forti", "from rooms"]);
        (await natively.Post($"/api/v1/conversations/{id}/messages", Body.Of(("content", "from native")))).Status.ShouldBe(201);
        await anas.SeesMessage("from native");
        (await ana.Messages(id)).Texts("content").ShouldBe(["from forti", "from rooms", "from native"]);
    }

    [Theory, EveryEngine]
    public async Task An_account_of_any_family_is_the_same_person_here(Engine engine) // X4
    {
        await using var chat = await FortiChat.On(engine);
        var http = chat.Stranger();
        var registered = await http.Post("/api/auth/register/", Body.Of(("username", "ana"), ("email", "ana@x.example"), ("password", "correct horse")));
        registered.Status.ShouldBe(201, registered.Text);
        (await http.Post("/auth/signup", Body.Of(("username", "ANA"), ("password", "correct horse"), ("email", "other@x.example")))).Status.ShouldBe(409);

        var here = (await http.Post("/api/v1/accounts/auth/login", Body.Of(("email", "ana@x.example"), ("password", "correct horse")))).Ok();
        here.GetProperty("user").Number("id").ShouldBe(registered.Json.Number("user_id"));
        (await http.Post("/auth/login", Body.Of(("username", "ana"), ("password", "correct horse")))).Ok();
        (await http.Post("/api/auth/token/", Body.Of(("username", "ana"), ("password", "correct horse")))).Ok();
        http.Token = Harness.Forti.Tokens.OfTheOriginal(here.GetProperty("user").Number("id"));
        (await http.Get("/api/v1/accounts/users/me")).Ok().Text("username").ShouldBe("ana"); // a token of the replaced server
    }
}
