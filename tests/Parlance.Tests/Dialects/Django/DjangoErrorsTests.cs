using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Dialects.Django;

namespace Parlance.Tests.Dialects.Django;

public class DjangoErrorsTests
{
    private static readonly DjangoErrors English = new("besage", DjangoWords.English);
    private static readonly DjangoErrors French = new("forti", DjangoWords.French);

    [Fact]
    public async Task A_detail_is_also_the_message_and_is_recorded_for_its_dialect()
    {
        var answer = await Answered.By(English.Detail(403, "You are not a participant in this chat."));
        answer.Status.ShouldBe(403);
        answer["detail"].ShouldBe("You are not a participant in this chat.");
        answer["code"].ShouldBe("forbidden");
        answer["remedy"].ShouldNotBeNullOrEmpty();
        answer.Logged.Dialect.ShouldBe("besage");
        answer.Logged.Code.ShouldBe("forbidden");
    }

    [Fact]
    public async Task Fields_are_arrays_and_one_sentence_for_clients_that_read_only_that()
    {
        var answer = await Answered.By(English.Fields(("username", "This field is required."), ("password", "Too short."), ("password", "Too common.")));
        answer.Status.ShouldBe(400);
        answer.Texts("username").ShouldBe(["This field is required."]);
        answer.Texts("password").ShouldBe(["Too short.", "Too common."]);
        answer["detail"].ShouldBe("username: This field is required. password: Too short. password: Too common.");
        answer["code"].ShouldBe("invalid");
    }

    [Theory]
    [InlineData("status")]
    [InlineData("type")]
    [InlineData("code")]
    [InlineData("field")]
    public async Task A_field_that_is_called_like_one_of_ours_is_the_array(string field)
    {
        var answer = await Answered.By(English.Fields((field, "Not so.")));
        answer.Texts(field).ShouldBe(["Not so."]);
        answer["detail"].ShouldBe($"{field}: Not so.");
        answer.Body.EnumerateObject().Select(p => p.Name).ShouldBeUnique();
    }

    [Fact]
    public async Task A_field_called_message_is_told_in_the_message() =>
        (await Answered.By(English.Fields(("message", "This field is required."))))["message"].ShouldBe("message: This field is required.");

    [Fact]
    public async Task A_missing_token_is_challenged()
    {
        var answer = await Answered.By(English.Of(TokenRefusals.Missing));
        answer.Status.ShouldBe(401);
        answer["detail"].ShouldBe("Authentication credentials were not provided.");
        answer.Headers.WWWAuthenticate.ToString().ShouldBe("Bearer realm=\"api\"");
        (await Answered.By(French.Of(TokenRefusals.Missing)))["detail"].ShouldBe("Informations d'authentification non fournies.");
    }

    [Fact]
    public async Task A_bad_token_is_told_as_SimpleJWT_tells_it()
    {
        foreach (var refusal in new[] { TokenRefusals.Invalid, TokenRefusals.AccessExpired, TokenRefusals.WrongType, TokenRefusals.Ended })
        {
            var answer = await Answered.By(English.Of(refusal));
            answer.Status.ShouldBe(401);
            answer["detail"].ShouldBe("Given token not valid for any token type");
            answer["code"].ShouldBe("token_not_valid");
            answer.Body.GetProperty("messages").GetRawText().ShouldBe("""[{"token_class":"AccessToken","token_type":"access","message":"Token is invalid or expired"}]""");
        }
    }

    [Fact]
    public async Task Somebody_who_is_gone_and_somebody_who_is_banned_are_told_so()
    {
        var gone = await Answered.By(English.Of(TokenRefusals.NoUser));
        gone.Status.ShouldBe(401);
        gone["detail"].ShouldBe("User not found");
        gone["code"].ShouldBe("user_not_found");

        var banned = await Answered.By(English.Of(TokenRefusals.Banned(DateTimeOffset.MaxValue)));
        banned.Status.ShouldBe(403);
        banned["detail"].ShouldBe("The account is banned.");
        banned["code"].ShouldBe("banned");
    }

    [Fact]
    public async Task A_refresh_token_that_was_used_is_blacklisted_and_any_other_is_invalid()
    {
        (await Answered.By(English.BadRefresh(TokenRefusals.Reused)))["detail"].ShouldBe("Token is blacklisted");
        (await Answered.By(English.BadRefresh(TokenRefusals.Ended)))["detail"].ShouldBe("Token is blacklisted");
        var expired = await Answered.By(English.BadRefresh(TokenRefusals.RefreshExpired));
        expired.Status.ShouldBe(401);
        expired["detail"].ShouldBe("Token is invalid or expired");
        expired["code"].ShouldBe("token_not_valid");
    }

    [Fact]
    public async Task Too_many_requests_say_when_to_come_back()
    {
        var answer = await Answered.By(English.Of(Refusal.RateLimited("requests", TimeSpan.FromSeconds(6.2))));
        answer.Status.ShouldBe(429);
        answer.Headers.RetryAfter.ToString().ShouldBe("7");
        answer["detail"].ShouldBe("Request was throttled. Expected available in 7 seconds.");
    }

    [Theory]
    [InlineData("username", "A user with that username already exists.")]
    [InlineData("email", "user with this email already exists.")]
    public async Task What_is_taken_is_a_wrong_field(string field, string text)
    {
        var answer = await Answered.By(English.Of(new Refusal(RefusalCode.Taken, "Taken.", "Choose another.") { Field = field }));
        answer.Status.ShouldBe(400);
        answer.Texts(field).ShouldBe([text]);
    }

    [Fact]
    public async Task Everything_the_core_refuses_has_a_body()
    {
        foreach (var code in Enum.GetValues<RefusalCode>())
        {
            var answer = await Answered.By(French.Of(new Refusal(code, "No.", "Wait.")));
            answer.Status.ShouldBeInRange(400, 503);
            answer["detail"].ShouldNotBeNullOrEmpty(code.ToString());
        }
    }
}
