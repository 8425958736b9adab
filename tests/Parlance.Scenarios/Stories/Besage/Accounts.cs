using Parlance.Scenarios.Harness.Besage;

namespace Parlance.Scenarios.Stories.Besage;

/// <summary>Registering, signing in and out. S1, S7, X9.</summary>
public class Accounts(BesageServers servers)
{
    [Theory, EveryEngine]
    public async Task Who_registers_as_the_client_does_can_sign_in(Engine engine) // S1
    {
        await using var chat = await servers.On(engine);
        var http = chat.Stranger();
        http.Token = "undefined"; // the client sends whatever it has
        var name = RoomsChat.Unique("ana");

        var registered = await http.Post("/api/auth/register/", Body.Of(("username", name), ("email", $"{name}@example.com"), ("password", "secret")));
        registered.Status.ShouldBe(201, registered.Text);
        registered.Json.Text("access").ShouldNotBeNullOrEmpty();
        registered.Json.Number("user_id").ShouldBe(registered.Json.GetProperty("user").Number("id"));

        var user = (await http.Post("/api/auth/login/", Body.Of(("username", name), ("password", "secret")))).Ok().GetProperty("user");
        user.Number("id").ShouldBe(registered.Json.Number("user_id"));
        user.Text("email").ShouldBe($"{name}@example.com");
        user.GetProperty("profile_img").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        user.Text("created_at").ShouldBeRecent();

        (await http.Post("/api/auth/login/", Body.Of(("username", name), ("password", "wrong")))).ShouldRefuse(401, "No active account found with the given credentials");
        (await http.Post("/api/auth/login/", Body.Of(("username", "nobody-at-all"), ("password", "wrong")))).ShouldRefuse(401, "No active account found with the given credentials");
        var missing = await http.Post("/api/auth/login/", Body.Of(("username", name)));
        missing.ShouldRefuse(400);
        missing.Json.GetProperty("password")[0].GetString().ShouldBe("This field is required.");
    }

    [Theory, EveryEngine]
    public async Task A_refresh_token_is_good_once_and_not_after_signing_out(Engine engine) // S7
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Account("ana");

        var second = (await Refresh(ana.Refresh)).Ok();
        second.Text("refresh").ShouldNotBe(ana.Refresh);
        (await Refresh(ana.Refresh)).ShouldRefuse(401, "Token is blacklisted");
        ana.Http.Token = second.Text("access");
        (await ana.Http.Post("/api/auth/logout/", Body.Of(("refresh", second.Text("refresh"))))).Ok().Text("detail").ShouldBe("Successfully logged out.");
        (await Refresh(second.Text("refresh")!)).ShouldRefuse(401, "Token is blacklisted");

        Task<RoomsAnswer> Refresh(string token) => ana.Http.Post("/api/auth/token/refresh/", Body.Of(("refresh", token)));
    }

    [Theory, EveryEngine]
    public async Task Signing_out_ends_this_device_and_that_of_the_refresh_token_alone(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Account("ana"), await chat.Account("bob"));
        var (tablet, phone) = (await chat.Elsewhere(ana), await chat.Elsewhere(ana));

        var garbage = await ana.Http.Post("/api/auth/logout/", Body.Of(("refresh", "garbage")));
        garbage.ShouldRefuse(400, "Token is invalid or expired");
        garbage.Json.Text("error").ShouldBe("Token is invalid or expired");
        (await ana.Http.Post("/api/auth/logout/", Body.Of(("refresh", bob.Refresh)))).ShouldRefuse(400);
        (await ana.Http.Get("/api/chats/")).Ok();

        (await ana.Http.Post("/api/auth/logout/", Body.Of(("refresh", tablet.Refresh)))).Ok();
        (await ana.Http.Get("/api/chats/")).ShouldRefuse(401);
        (await tablet.Http.Get("/api/chats/")).ShouldRefuse(401);
        (await phone.Http.Get("/api/chats/")).Ok();
        (await bob.Http.Get("/api/chats/")).Ok();
        (await ana.Http.Post("/api/auth/logout/")).Ok(); // again
        (await chat.Stranger().Post("/api/auth/logout/")).ShouldRefuse(401, "Authentication credentials were not provided.");
    }

    [Theory, EveryEngine]
    public async Task The_clients_own_way_of_signing_out_ends_the_access_token(Engine engine) // S8, X9
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Account("ana");

        var answer = (await ana.Http.Post("/auth/logout", Body.Of(("token", ana.Access)))).Ok();
        answer.GetProperty("success").GetBoolean().ShouldBeTrue();
        (await ana.Http.Get("/api/chats/")).ShouldRefuse(401);
        (await chat.Stranger().Post("/auth/logout")).Ok();
    }

    [Theory, EveryEngine]
    public async Task The_end_of_a_session_reaches_open_sockets(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        var phone = await chat.Elsewhere(ana);
        await using var chatSocket = await ana.Enters(id);
        await using var personal = await ana.Connects();
        await using var stays = await phone.Enters(id);

        (await ana.Http.Post("/api/auth/logout/")).Ok();

        foreach (var socket in (BesageSocket[])[chatSocket, personal])
        {
            var (code, reason) = await socket.IsClosed();
            code.ShouldBe(4003, reason);
            reason.ShouldStartWith("session_ended");
        }

        await stays.Says("still here");
        (await stays.SeesAtLast("chat_message")).GetProperty("message").Text("content").ShouldBe("still here");
        (await bob.Http.Get($"/api/chats/{id}/")).Ok();
    }
}
