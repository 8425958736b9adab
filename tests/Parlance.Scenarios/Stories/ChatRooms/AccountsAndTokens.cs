using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Parlance.Scenarios.Stories.ChatRooms;

/// <summary>Signing up and in on this wire, and what a token is good for: S11, X4, defects 4, 5 and 6.</summary>
public class AccountsAndTokens(RoomsServers servers) : IClassFixture<RoomsServers>
{
    [Theory, EveryEngine]
    public async Task Who_signs_up_can_sign_in_and_is_the_same_person(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var http = chat.Stranger();
        var name = RoomsChat.Unique("Ana");

        var signedUp = (await http.Post("/auth/signup", Body.Of(("username", name), ("password", "secret")))).Ok();
        var user = signedUp.GetProperty("user");
        user.Text("username").ShouldBe(name);
        user.Text("display_name").ShouldBe(name);
        Guid.TryParse(user.Text("id"), out _).ShouldBeTrue();
        user.Text("created_at").ShouldBeRecent();
        user.Text("joined_at").ShouldBeRecent();

        var signedIn = (await http.Post("/auth/login", Body.Of(("username", name.ToLowerInvariant()), ("password", "secret")))).Ok();
        signedIn.GetProperty("user").Text("id").ShouldBe(user.Text("id"));
        http.Token = signedIn.Text("token");
        (await http.Get("/auth/me")).Ok().Text("id").ShouldBe(user.Text("id"));

        (await http.Post("/auth/logout")).Ok().GetProperty("success").GetBoolean().ShouldBeTrue();
        (await http.Get("/auth/me")).ShouldRefuse(401, "Invalid or expired token");
        http.Token = null;
        (await http.Post("/auth/logout")).Ok().GetProperty("success").GetBoolean().ShouldBeTrue();
    }

    [Theory, EveryEngine]
    public async Task What_is_wrong_with_a_name_or_password_is_said_in_the_words_the_page_knows(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Account("ana");
        var http = chat.Stranger();
        Task<RoomsAnswer> SignUp(string? name, string? password) => http.Post("/auth/signup", Body.Of(("username", name), ("password", password)));

        (await SignUp("", "secret")).ShouldRefuse(400, "Username is required");
        (await SignUp("x", "secret")).ShouldRefuse(400, "Username must be at least 2 characters");
        (await SignUp(RoomsChat.Unique("bob"), "short")).ShouldRefuse(400, "Password must be at least 6 characters");
        (await SignUp(ana.Name.ToUpperInvariant(), "secret")).ShouldRefuse(409, "Username already registered");
        (await http.Post("/auth/login", Body.Of(("username", ""), ("password", "secret")))).ShouldRefuse(400, "Username is required");
        (await http.Post("/auth/login", Body.Of(("username", ana.Name), ("password", "wrong")))).ShouldRefuse(401, "Invalid username or password");
        (await http.Post("/auth/login", Body.Of(("username", RoomsChat.Unique("nobody")), ("password", "wrong")))).ShouldRefuse(401, "Invalid username or password");
    }

    [Theory, EveryEngine]
    public async Task A_stale_token_is_passed_over_where_nobody_asks_who_it_is(Engine engine) // S11
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Account("ana");
        var room = await RoomsChat.Room(ana);
        var number = await NumberOf(chat, ana);
        var expired = Token(number, DateTimeOffset.UtcNow.AddHours(-1));

        foreach (var token in (string[])[expired, "not-a-token", ana.Http.Token![..^3] + "AAA", Token(number, DateTimeOffset.UtcNow.AddHours(1), algorithm: "none")])
        {
            var http = chat.Stranger();
            http.Token = token;
            (await http.Get($"/users/{ana.Id}")).Ok().Text("id").ShouldBe(ana.Id);
            foreach (var path in (string[])["/rooms", $"/rooms/{room}", $"/rooms/{room}/messages", "/users/search?q=x", "/health", "/"])
                (await http.Get(path)).Ok();
            (await http.Get("/auth/me")).ShouldRefuse(401, "Invalid or expired token");
            (await http.Put($"/users/{ana.Id}/profile", Body.Of(("bio", "x")))).ShouldRefuse(401);
        }

        (await chat.Stranger().Get("/auth/me")).ShouldRefuse(401, "Not authenticated");
    }

    [Theory, EveryEngine]
    public async Task The_token_is_read_from_the_header_and_says_what_the_contract_says(Engine engine) // defects 5 and 6
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Account("ana");

        (await chat.Stranger().Get($"/auth/me?token={ana.Http.Token}&authorization={ana.Http.Token}")).ShouldRefuse(401, "Not authenticated");

        var parts = ana.Http.Token!.Split('.');
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        var token = claims.RootElement;
        token.Number("user_id").ShouldBe(await NumberOf(chat, ana)); // opaque to this client; the server's own number, as in every other token
        token.Text("token_type").ShouldBe("access");
        token.Text("fam").ShouldBe("rooms");
        token.Text("jti").ShouldNotBeNullOrEmpty();
        (token.Number("exp") - token.Number("iat")).ShouldBe(30 * 24 * 3600);

        // One that another server minted with the same key is as good.
        var http = chat.Stranger();
        http.Token = Token(await NumberOf(chat, ana), DateTimeOffset.UtcNow.AddDays(1));
        (await http.Get("/auth/me")).Ok().Text("id").ShouldBe(ana.Id);
    }

    [Theory, EveryEngine]
    public async Task Of_a_long_password_every_character_counts(Engine engine) // defect 4
    {
        await using var chat = await servers.On(engine);
        var http = chat.Stranger();
        var (name, password) = (RoomsChat.Unique("ana"), new string('ü', 100) + "the end");
        (await http.Post("/auth/signup", Body.Of(("username", name), ("password", password)))).Ok();

        (await http.Post("/auth/login", Body.Of(("username", name), ("password", password)))).Ok();
        (await http.Post("/auth/login", Body.Of(("username", name), ("password", password[..^1])))).ShouldRefuse(401);
        (await http.Post("/auth/login", Body.Of(("username", name), ("password", new string('ü', 100))))).ShouldRefuse(401);
    }

    [Theory, EveryEngine]
    public async Task An_account_made_natively_signs_in_here_and_is_the_same_person_and_the_other_way_round(Engine engine) // X4
    {
        await using var chat = await servers.On(engine);
        using var accounts = new ParlanceAccounts(chat.Server.Address);
        var (ana, http) = (await accounts.RegisterAsync(RoomsChat.Unique("ana"), RoomsChat.Password), chat.Stranger());

        (await http.Post("/auth/signup", Body.Of(("username", ana.User!.Username), ("password", RoomsChat.Password)))).ShouldRefuse(409, "Username already registered");
        var here = (await http.Post("/auth/login", Body.Of(("username", ana.User.Username), ("password", RoomsChat.Password)))).Ok();
        here.GetProperty("user").Text("id").ShouldBe(ana.User.Key);
        http.Token = ana.AccessToken;
        (await http.Get("/auth/me")).Ok().Text("id").ShouldBe(ana.User.Key);

        var bob = await chat.Account("bob");
        (await accounts.SignInAsync(bob.Name, RoomsChat.Password)).User!.Key.ShouldBe(bob.Id);
    }

    private static async Task<long> NumberOf(RoomsChat chat, RoomsPerson person)
    {
        using var accounts = new ParlanceAccounts(chat.Server.Address);
        return (await accounts.SignInAsync(person.Name, RoomsChat.Password)).User!.Id;
    }

    /// <summary>A token of another server with the same key: nothing in it but who and until when.</summary>
    private static string Token(long user, DateTimeOffset expires, string algorithm = "HS256")
    {
        var signed = Part($$"""{"alg":"{{algorithm}}","typ":"JWT"}""") + "." + Part(Body.Of(("user_id", user), ("token_type", "access"), ("exp", expires.ToUnixTimeSeconds())));
        return signed + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(ServerSettings.Secret), Encoding.ASCII.GetBytes(signed)));
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
