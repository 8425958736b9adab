namespace Parlance.Tests.Dialects.Native;

public class AccountEndpointTests : NativeApiTests
{
    [Fact]
    public async Task Registering_answers_with_the_user_and_tokens()
    {
        var answer = await Api.Post("/register", """{"username":"Ana","password":"correct horse","email":"ana@example.com","display_name":"Ana B"}""");

        answer.Status.ShouldBe(201);
        answer.Fields.ShouldBe(["user", "access_token", "refresh_token", "expires_in", "expires_at"]);
        answer["expires_in"].ShouldBe("3600");
        var user = answer.Body.GetProperty("user");
        user.EnumerateObject().Select(p => p.Name).ShouldBe(
            ["id", "key", "username", "name", "avatar_url", "bio", "role", "guest", "created_at", "email"], ignoreOrder: true);
        user.GetProperty("username").GetString().ShouldBe("Ana");
        user.GetProperty("name").GetString().ShouldBe("Ana B");
        user.GetProperty("role").GetString().ShouldBe("member");
        user.GetProperty("guest").GetBoolean().ShouldBeFalse();
        user.GetProperty("email").GetString().ShouldBe("ana@example.com");
        user.GetProperty("created_at").GetInt64().ShouldBeGreaterThan(1_700_000_000_000);
        (await Api.Get("/me", answer["access_token"])).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Signing_in_refreshing_and_signing_out()
    {
        await Register("ana");
        var signedIn = await Api.Post("/sign-in", """{"username":"ANA@example.com","password":"correct horse"}""");
        signedIn.Status.ShouldBe(200);

        var refreshed = await Api.Post("/refresh", $$"""{"refresh_token":"{{signedIn["refresh_token"]}}"}""");
        refreshed.Status.ShouldBe(200);
        refreshed.Fields.ShouldBe(["access_token", "refresh_token", "expires_in", "expires_at"]);

        (await Api.Send(HttpMethod.Post, "/sign-out", refreshed["access_token"], null)).Status.ShouldBe(204);
        (await Api.Get("/me", refreshed["access_token"])).ShouldRefuse(401, "token_invalid");
        (await Api.Post("/refresh", $$"""{"refresh_token":"{{refreshed["refresh_token"]}}"}""")).ShouldRefuse(401, "token_invalid");
    }

    [Fact]
    public async Task A_spent_refresh_token_ends_the_session()
    {
        var ana = await Register("ana");
        var body = $$"""{"refresh_token":"{{ana["refresh_token"]}}"}""";
        var refreshed = await Api.Post("/refresh", body);
        (await Api.Post("/refresh", body)).ShouldRefuse(401, "token_reused");
        (await Api.Get("/me", refreshed["access_token"])).ShouldRefuse(401, "token_invalid");
    }

    [Fact]
    public async Task Signing_out_everywhere()
    {
        var here = await Register("ana");
        var there = await Api.Post("/sign-in", """{"username":"ana","password":"correct horse"}""");
        (await Api.Post("/sign-out", """{"everywhere":true}""", here["access_token"])).Status.ShouldBe(204);
        (await Api.Get("/me", there["access_token"])).ShouldRefuse(401, "token_invalid");
    }

    [Fact]
    public async Task Guests_come_return_and_become_members()
    {
        var guest = await Api.Post("/guests", """{"name":"ana b"}""");
        guest.Status.ShouldBe(201);
        guest.Body.GetProperty("user").GetProperty("guest").GetBoolean().ShouldBeTrue();
        guest.Body.GetProperty("user").GetProperty("username").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);

        var again = await Api.Post("/guests", $$"""{"guest_key":"{{guest["guest_key"]}}"}""");
        again.Status.ShouldBe(200);
        again["guest_key"].ShouldBe(guest["guest_key"]);

        var member = await Api.Post("/guests/upgrade", """{"username":"ana","password":"correct horse"}""", again["access_token"]);
        member.Status.ShouldBe(200);
        member.Fields.ShouldNotContain("guest_key");
        member.Body.GetProperty("user").GetProperty("id").GetInt64().ShouldBe(guest.Body.GetProperty("user").GetProperty("id").GetInt64());
        (await Api.Get("/me", member["access_token"])).Status.ShouldBe(200);
        (await Api.Post("/guests/upgrade", """{"username":"ben","password":"correct horse"}""", member["access_token"])).ShouldRefuse(403, "forbidden");
    }

    [Fact]
    public async Task A_new_password()
    {
        var ana = await Register("ana");
        (await Api.Post("/password", """{"current_password":"wrong","new_password":"battery staple"}""", ana["access_token"])).ShouldRefuse(401, "wrong_credentials", "current_password");
        var changed = await Api.Post("/password", """{"current_password":"correct horse","new_password":"battery staple"}""", ana["access_token"]);
        changed.Status.ShouldBe(200);
        (await Api.Get("/me", changed["access_token"])).Status.ShouldBe(200);
        (await Api.Get("/me", ana["access_token"])).ShouldRefuse(401, "token_invalid");
        (await Api.Post("/sign-in", """{"username":"ana","password":"correct horse"}""")).ShouldRefuse(401, "wrong_credentials");
    }

    [Fact]
    public async Task Taken_and_short_and_wrong_are_told_with_their_field()
    {
        await Register("ana");
        (await Api.Post("/register", """{"username":"ANA","password":"correct horse"}""")).ShouldRefuse(409, "taken", "username");
        (await Api.Post("/register", """{"username":"ben","password":"short"}""")).ShouldRefuse(400, "invalid", "password");
        (await Api.Post("/register", """{"password":"correct horse"}""")).ShouldRefuse(400, "invalid", "username");
        (await Api.Post("/sign-in", """{"username":"ana","password":"wrong horse"}""")).ShouldRefuse(401, "wrong_credentials");
        (await Api.Post("/sign-in", """{"username":"nobody","password":"wrong horse"}""")).ShouldRefuse(401, "wrong_credentials");
    }

    [Theory]
    [InlineData("/sign-out")]
    [InlineData("/password")]
    [InlineData("/guests/upgrade")]
    public async Task What_is_ones_own_needs_a_token(string path) =>
        (await Api.Post(path, "{}")).ShouldRefuse(401, "unauthenticated");

    [Fact]
    public async Task A_path_with_a_slash_at_its_end_is_the_same_path() =>
        (await Api.Post("/sign-in/", """{"username":"ana","password":"x"}""")).ShouldRefuse(401, "wrong_credentials");
}
