using System.Buffers.Text;
using System.Text.Json;
using Parlance.Scenarios.Harness.Across;

namespace Parlance.Scenarios.Stories.AcrossFamilies;

/// <summary>One account space: registered anywhere, signed in everywhere, out where one signs out. X4, X5, X7, X9.</summary>
public class SigningIn(EverywhereServers servers)
{
    [Theory, EveryEngine]
    public async Task Who_registers_once_is_the_same_person_in_every_family(Engine engine) // X4
    {
        await using var all = await servers.On(engine);
        var ana = await all.Person("ana");
        var taken = await all.Stranger().Post("/auth/signup", Body.Of(("username", ana.Name.ToUpperInvariant()), ("password", Everywhere.Password), ("email", $"other-{ana.Email}")));
        taken.ShouldRefuse(409);
        (await all.Stranger().Post("/api/v1/accounts/auth/register", Body.Of(("email", ana.Email.ToUpperInvariant()), ("password", Everywhere.Password)))).ShouldRefuse(400, "email already registered");

        (RoomsHttp Device, string Family)[] everywhere =
            [(await ana.AtRooms(), "rooms"), (await ana.AtBlink(), "blink"), (await ana.AtBesage(), "besage"), (await ana.AtForti(), "forti"), (await ana.Natively(), "native")];
        foreach (var (device, family) in everywhere)
        {
            ClaimsOf(device.Token!).Text("fam").ShouldBe(family);
            // Every token is good in every family, and names the same person there.
            (await device.Get("/api/auth/me/")).Ok().Number("id").ShouldBe(ana.Id, family);
            (await device.Get($"/api/users/{ana.Id}/")).Ok().Text("email").ShouldBe(ana.Email, family);
            (await device.Get("/api/v1/accounts/users/me")).Ok().Number("id").ShouldBe(ana.Id, family);
            (await device.Get("/api/v1/me")).Ok().Text("username").ShouldBe(ana.Name, family);
            (await device.Get("/auth/me")).Ok().Text("id").ShouldBe(ana.Key, family);
        }
    }

    [Theory, EveryEngine]
    public async Task A_blink_body_registers_and_both_families_give_tokens(Engine engine) // X5
    {
        await using var all = await servers.On(engine);
        var http = all.Stranger();
        var name = RoomsChat.Unique("b");
        var registered = await http.Post("/api/auth/register/", Body.Of(("username", name), ("password", "secret"), ("email", "")));
        registered.Status.ShouldBe(201, registered.Text);
        var id = registered.Json.Number("user_id");
        id.ShouldBe(registered.Json.GetProperty("user").Number("id"));

        foreach (var (path, family) in ((string, string)[])[("/api/auth/token/", "blink"), ("/api/auth/login/", "besage")])
        {
            var signedIn = (await http.Post(path, Body.Of(("username", name), ("password", "secret")))).Ok();
            foreach (var token in (string[])["access", "refresh"])
            {
                var claims = ClaimsOf(signedIn.Text(token)!);
                (claims.Text("fam"), claims.Text("token_type"), claims.GetProperty("user_id").ToString()).ShouldBe((family, token, $"{id}"));
            }
        }

        ClaimsOf(registered.Json.Text("access")!).Text("fam").ShouldBe("besage");
    }

    [Theory, EveryEngine]
    public async Task A_refresh_token_lives_by_the_rule_of_its_own_family(Engine engine) // X7, C4
    {
        await using var all = await servers.On(engine);
        var ana = await all.Person("ana");
        var http = all.Stranger();
        var credentials = Body.Of(("username", ana.Name), ("password", Everywhere.Password));
        var blink = (await http.Post("/api/auth/token/", credentials)).Ok().Text("refresh")!;
        var besage = (await http.Post("/api/auth/login/", credentials)).Ok().Text("refresh")!;

        for (var i = 0; i < 2; i++)
            (await Refresh(blink)).Ok().Text("refresh").ShouldBe(blink);
        var rotated = (await Refresh(besage)).Ok();
        rotated.Text("refresh").ShouldNotBe(besage);
        ClaimsOf(rotated.Text("access")!).Text("fam").ShouldBe("besage");
        (await Refresh(besage)).ShouldRefuse(401, "Token is blacklisted");
        (await Refresh(rotated.Text("refresh")!)).Status.ShouldBe(401); // the whole chain is over

        Task<RoomsAnswer> Refresh(string token) => http.Post("/api/auth/token/refresh/", Body.Of(("refresh", token)));
    }

    [Theory, EveryEngine]
    public async Task Signing_out_at_the_shared_path_ends_the_session_of_whichever_family(Engine engine) // X9, C3
    {
        await using var all = await servers.On(engine);
        var ana = await all.Person("ana");
        var stays = await ana.AtBesage();

        foreach (var device in (RoomsHttp[])[await ana.AtBesage(), await ana.AtForti(), await ana.AtRooms(), await ana.AtBlink(), await ana.Natively()])
        {
            (await device.Get("/api/chats/")).Ok();
            (await device.Post("/auth/logout", Body.Of(("token", device.Token)))).Ok().GetProperty("success").GetBoolean().ShouldBeTrue();
            (await device.Get("/api/chats/")).Status.ShouldBe(401);
            (await device.Post("/auth/logout")).Ok(); // again, with what is no session any more
        }

        (await all.Stranger().Post("/auth/logout")).Ok().Text("detail").ShouldBe("Successfully logged out.");
        (await stays.Get("/api/chats/")).Ok();
    }

    private static JsonElement ClaimsOf(string token)
    {
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
        return claims.RootElement.Clone();
    }
}
