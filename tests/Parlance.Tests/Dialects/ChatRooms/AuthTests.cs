using System.Buffers.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core.Accounts;

namespace Parlance.Tests.Dialects.ChatRooms;

public sealed class AuthTests : RoomsApiTests
{
    [Fact]
    public async Task Signing_up_answers_the_user_with_email_and_a_token_for_thirty_days()
    {
        var answer = (await Api.Post("/auth/signup", """{"username":"ana","password":"secret","email":"ana@example.com"}""")).ShouldBeFine();

        var user = answer.Body.GetProperty("user");
        user.GetProperty("username").GetString().ShouldBe("ana");
        user.GetProperty("display_name").GetString().ShouldBe("ana");
        user.GetProperty("email").GetString().ShouldBe("ana@example.com");
        Guid.TryParse(user.GetProperty("id").GetString(), out _).ShouldBeTrue();
        answer.Text.ShouldNotContain("hash");
        (await Api.Get("/auth/me", answer["token"])).ShouldBeFine()["id"].ShouldBe(user.GetProperty("id").GetString());

        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(answer["token"].Split('.')[1]));
        var claims = payload.RootElement;
        claims.GetProperty("fam").GetString().ShouldBe("rooms");
        claims.GetProperty("sub").GetString().ShouldBe(user.GetProperty("id").GetString());
        (claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64()).ShouldBe(30 * 24 * 3600);
    }

    [Theory]
    [InlineData("""{"password":"secret"}""", "refusal_username_required")]
    [InlineData("""{"username":"  ","password":"secret"}""", "refusal_username_required")]
    [InlineData("""{"username":"a","password":"secret"}""", "refusal_username_short")]
    [InlineData("""{"username":"ana","password":"12345"}""", "refusal_password_short")]
    [InlineData("""{"username":"ana"}""", "refusal_password_short")]
    public async Task Signing_up_needs_a_name_and_a_password(string body, string refusal) => (await Api.Post("/auth/signup", body)).ShouldRefuse(refusal);

    [Fact]
    public async Task A_name_is_taken_whatever_its_case()
    {
        await SignUp("ana");
        (await Api.Post("/auth/signup", """{"username":"ANA","password":"secret"}""")).ShouldRefuse(409, "Username already registered");
    }

    [Fact]
    public async Task Logging_in_answers_the_same_user()
    {
        var (id, _) = await SignUp("ana");
        var answer = (await Api.Post("/auth/login", """{"username":"Ana","password":"correct horse"}""")).ShouldBeFine();
        answer.Body.GetProperty("user").GetProperty("id").GetString().ShouldBe(id);
        answer.Cookies.ShouldContain(cookie => cookie.StartsWith("parlance_browser=", StringComparison.Ordinal) && cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_wrong_login_is_the_same_whether_the_account_exists_or_not()
    {
        await SignUp("ana");
        (await Api.Post("/auth/login", """{"username":"ana","password":"wrong"}""")).ShouldRefuse("refusal_wrong_login");
        (await Api.Post("/auth/login", """{"username":"nobody","password":"wrong"}""")).ShouldRefuse("refusal_wrong_login");
        (await Api.Post("/auth/login", """{"password":"wrong"}""")).ShouldRefuse("refusal_username_required");
        (await Api.Post("/auth/login", """{"username":"ana"}""")).ShouldRefuse(400, "Password is required");
    }

    [Fact]
    public async Task Logging_out_is_always_fine_and_ends_the_session()
    {
        var (id, token) = await SignUp("ana");
        (await Api.Post("/auth/logout", "")).ShouldBeFine().Text.ShouldBe(RoomsFixtures.Read("answer_signed_out"));
        (await Api.Post("/auth/logout", """{"token":"x"}""", "nonsense")).ShouldBeFine();
        (await Api.Post("/auth/logout", "not json", token)).ShouldBeFine();

        (await Api.Get("/auth/me", token)).ShouldRefuse(401, "Invalid or expired token");
        (await Api.Get($"/users/{id}", token)).ShouldBeFine(); // a dead token where none is needed
    }

    [Fact]
    public async Task Me_needs_a_token_in_the_header()
    {
        var (_, token) = await SignUp("ana");
        (await Api.Get("/auth/me", token)).ShouldBeFine()["email"].ShouldBe("ana@example.com");
        (await Api.Get($"/auth/me?token={token}")).ShouldRefuse("refusal_not_signed_in");
        (await Api.Get("/auth/me", "nonsense")).ShouldRefuse("refusal_bad_token");
    }

    [Fact]
    public async Task Every_request_with_a_token_lets_the_sockets_of_its_user_in_from_there()
    {
        var (id, token) = await SignUp("ana");
        var user = await Api.Services.GetRequiredService<AccountService>().FindByKeyAsync(id, TestContext.Current.CancellationToken);
        var rights = Api.Services.GetRequiredService<ISpeakingRights>();
        var elsewhere = new ClientOrigin(ElsewhereAddress, null);
        rights.MaySpeakFor(user!, elsewhere).ShouldBeFalse();

        await Api.Get("/rooms", token, ElsewhereAddress);

        rights.MaySpeakFor(user!, elsewhere).ShouldBeTrue();
    }
}
