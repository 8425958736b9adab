using Microsoft.Extensions.DependencyInjection;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Tests.Core.Accounts;

namespace Parlance.Tests.Dialects.Django;

/// <summary>Signing in, refreshing, signing out, and the tokens of strangers, over HTTP.</summary>
public sealed class TokenTests : DjangoApiTests
{
    private const string Bad = "Given token not valid for any token type";
    private const string Refresh = "/api/auth/token/refresh/";

    [Fact]
    public async Task The_base_says_ok_and_health_says_the_same_under_both_its_names()
    {
        foreach (var path in new[] { "/api", "/api/" })
            (await Api.Get(path)).Should(200).Text.ShouldBe("""{"ok":true}""");
        var (one, other) = (await Api.Get("/health"), await Api.Get("/api/health/"));
        other.Should(200)["database"].ShouldBe("connected");
        other.Body.EnumerateObject().Select(p => p.Name).ShouldBe(one.Body.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Signing_in_answers_tokens_of_the_blink_family_and_me_says_who_it_is()
    {
        var id = (await Api.Register("ana", "ana@example.com"))["user_id"];
        var tokens = await Api.SignIn("Ana");
        tokens.Body.EnumerateObject().Select(p => p.Name).ShouldBe(["refresh", "access"]);
        tokens.Claims("access").GetProperty("fam").GetString().ShouldBe("blink");
        await Api.SignIn("ana@example.com");

        var me = (await Api.Get("/api/auth/me/", tokens["access"])).Should(200);
        (me["user_id"], me["username"], me["display_name"]).ShouldBe((id, "ana", "ana"));
        me["created_at"].ShouldMatch(@"\.\d{6}Z$");
    }

    [Fact]
    public async Task A_wrong_sign_in_is_the_same_whether_the_account_exists_or_not()
    {
        await Api.Register("ana");
        var wrong = await Api.Post("/api/auth/token/", """{"username":"ana","password":"wrong"}""");
        wrong.ShouldRefuse(401, "No active account found with the given credentials");
        (await Api.Post("/api/auth/token/", """{"username":"nobody","password":"wrong"}""")).Text.ShouldBe(wrong.Text);
        (await Api.Post("/api/auth/token/", $$"""{"username":"{{new string('a', 300)}}","password":"wrong"}""")).Text.ShouldBe(wrong.Text);
    }

    [Theory]
    [InlineData("""{"password":"x"}""", "username", "This field is required.")]
    [InlineData("""{"username":"ana"}""", "password", "This field is required.")]
    [InlineData("""{"username":1,"password":"x"}""", "username", "Not a valid string.")]
    [InlineData("""{"username":"ana","password":null}""", "password", "This field may not be null.")]
    public async Task Signing_in_needs_both_fields(string body, string field, string text) => (await Api.Post("/api/auth/token/", body)).ShouldRefuseField(field, text);

    [Fact]
    public async Task One_account_has_one_name_and_one_password_in_every_family() // X4, X5, X6
    {
        var id = (await Api.Register("ana", "ana@example.com"))["user_id"];
        (await Api.Post("/auth/signup", """{"username":"ana","password":"secret"}""")).Should(409);
        var rooms = (await Api.Post("/auth/login", """{"username":"ana","password":"secret"}""")).Should(200)["token"];
        (await Api.Post("/api/v1/sign-in", """{"username":"ana@example.com","password":"secret"}""")).Should(200).Body.GetProperty("user").GetProperty("id").ToString().ShouldBe(id);
        (await Api.Get("/api/auth/me/", rooms)).Should(200)["user_id"].ShouldBe(id);

        var rose = (await Api.Post("/auth/signup", """{"username":"Rose B","password":"secret"}""")).Should(200)["token"];
        (await Api.Get("/api/auth/me", rose)).Should(200)["username"].ShouldBe("Rose B");
        await Api.SignIn("rose b");
    }

    [Fact]
    public async Task A_blink_token_refreshes_as_often_as_one_likes() // X7
    {
        await Api.Register("ana");
        var tokens = await Api.SignIn("ana");
        for (var i = 0; i < 2; i++)
        {
            var next = (await Api.Post(Refresh, $$"""{"refresh":"{{tokens["refresh"]}}"}""")).Should(200);
            next["refresh"].ShouldBe(tokens["refresh"]);
            next.Claims("access").GetProperty("fam").GetString().ShouldBe("blink");
            (await Api.Get("/api/auth/me/", next["access"])).Should(200);
        }
    }

    [Fact]
    public async Task A_besage_token_is_good_once_and_a_second_use_ends_its_whole_chain() // X7
    {
        var first = await Api.Register("ana");
        var second = (await Api.Post(Refresh, $$"""{"refresh":"{{first["refresh"]}}"}""")).Should(200);
        second["refresh"].ShouldNotBe(first["refresh"]);
        second.Claims("access").GetProperty("fam").GetString().ShouldBe("besage");
        (await Api.Get("/api/auth/me/", second["access"])).Should(200);

        (await Api.Post(Refresh, $$"""{"refresh":"{{first["refresh"]}}"}""")).ShouldRefuse(401, "Token is blacklisted", "token_not_valid");
        (await Api.Post(Refresh, $$"""{"refresh":"{{second["refresh"]}}"}""")).ShouldRefuse(401, "Token is blacklisted", "token_not_valid");
        (await Api.Get("/api/auth/me/", second["access"])).ShouldRefuse(401, Bad, "token_not_valid");
    }

    [Fact]
    public async Task A_body_without_a_refresh_token_or_with_another_is_refused()
    {
        var ana = await Api.Register("ana");
        (await Api.Post(Refresh, "{}")).ShouldRefuseField("refresh", "This field is required.");
        (await Api.Post(Refresh, """{"refresh":7}""")).ShouldRefuseField("refresh", "Not a valid string.");
        foreach (var token in new[] { "nonsense", ana["access"], new string('x', 5_000), Make("refresh", 1, -60), Make("refresh", 999) })
            (await Api.Post(Refresh, $$"""{"refresh":"{{token}}"}""")).ShouldRefuse(401, "Token is invalid or expired", "token_not_valid");
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("\"{0}\"")]
    public async Task Tokens_of_an_original_server_with_the_same_key_are_good(string userId)
    {
        var id = string.Format(System.Globalization.CultureInfo.InvariantCulture, userId, (await Api.Register("ana"))["user_id"]);
        (await Api.Get("/api/auth/me/", Make("access", id))).Should(200)["username"].ShouldBe("ana");

        var refresh = Make("refresh", id);
        var next = (await Api.Post(Refresh, $$"""{"refresh":"{{refresh}}"}""")).Should(200);
        next.Claims("access").GetProperty("fam").GetString().ShouldBe("besage");
        (await Api.Post(Refresh, $$"""{"refresh":"{{refresh}}"}""")).ShouldRefuse(401, "Token is blacklisted");
        (await Api.Get("/api/auth/me/", next["access"])).Should(401);
    }

    [Fact]
    public async Task No_other_token_is_let_in()
    {
        var ana = await Api.Register("ana");
        var id = ana["user_id"];
        var none = await Api.Get("/api/auth/me/");
        none.ShouldRefuse(401, "Authentication credentials were not provided.");
        none.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer realm=\"api\"");
        (await Api.Get($"/api/auth/me/?token={ana["access"]}")).Should(401);

        var payload = Payload("access", id, 600);
        string[] bad =
        [
            "", "nonsense", "undefined", ana["refresh"], new string('x', 20_000), Make("access", id, -60), Make("refresh", id),
            Jwt.Make(payload, secret: "another key"), Jwt.Make(payload, """{"alg":"none","typ":"JWT"}""", DjangoApi.Secret), Jwt.Make(payload, """{"alg":"HS512"}""", DjangoApi.Secret),
            $"{Jwt.Encode("""{"alg":"none"}""")}.{Jwt.Encode(payload)}.", Jwt.Make("{}", secret: DjangoApi.Secret), Jwt.Make("[]", secret: DjangoApi.Secret),
            Jwt.Make($$"""{"token_type":"access","user_id":{{id}}}""", secret: DjangoApi.Secret), Jwt.Make("""{"token_type":"access","exp":4000000000}""", secret: DjangoApi.Secret),
            Jwt.Make($$"""{"exp":4000000000,"user_id":{{id}}}""", secret: DjangoApi.Secret),
        ];
        foreach (var token in bad)
        {
            var answer = await Api.Get("/api/auth/me/", token);
            answer.ShouldRefuse(401, token.Length == 0 ? "Authentication credentials were not provided." : Bad);
        }

        (await Api.Get("/api/auth/me/", Make("access", "999"))).ShouldRefuse(401, "User not found", "user_not_found");
        (await Api.Get("/api/auth/me/", ana["access"])).Should(200);
    }

    [Fact]
    public async Task Somebody_who_is_banned_is_told_so()
    {
        var ana = await Api.Register("ana");
        var user = new UserId(ana.Body.GetProperty("user_id").GetInt64());
        await Api.Services.GetRequiredService<AccountService>().BanAsync(user, DateTimeOffset.MaxValue, TestContext.Current.CancellationToken);
        (await Api.Get("/api/auth/me/", ana["access"])).ShouldRefuse(403, "The account is banned.", "banned");
        (await Api.Post("/api/auth/token/", """{"username":"ana","password":"secret"}""")).ShouldRefuse(403, "The account is banned.");
        (await Api.Post(Refresh, $$"""{"refresh":"{{ana["refresh"]}}"}""")).ShouldRefuse(403, "The account is banned.");
    }

    [Fact]
    public async Task Logging_out_ends_the_token_and_is_always_fine() // X9
    {
        var ana = await Api.Register("ana");
        var text = (await Api.Post("/auth/logout", $$"""{"token":"{{ana["access"]}}"}""", ana["access"])).Should(200).Text;
        text.ShouldBe("""{"success":true,"detail":"Successfully logged out.","message":"Successfully logged out."}""");
        (await Api.Get("/api/auth/me/", ana["access"])).ShouldRefuse(401, Bad);
        (await Api.Post(Refresh, $$"""{"refresh":"{{ana["refresh"]}}"}""")).ShouldRefuse(401, "Token is blacklisted");
        (await Api.Post("/auth/logout", "", "nonsense")).Should(200);
        (await Api.Post("/auth/logout", "not json")).Should(200);
    }

    private static string Make(string type, object userId, int seconds = 600) => Jwt.Make(Payload(type, userId, seconds), secret: DjangoApi.Secret);

    private static string Payload(string type, object userId, int seconds) =>
        $$"""{"token_type":"{{type}}","exp":{{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + seconds}},"iat":1,"jti":"{{Guid.NewGuid():N}}","user_id":{{userId}}}""";
}
