using System.Text;

namespace Parlance.Tests.Dialects.Django;

public sealed class RegisterTests : DjangoApiTests
{
    private const string Path = "/api/auth/register/";

    [Fact]
    public async Task Both_clients_find_what_they_look_for()
    {
        var answer = await Api.Register("ana", "Ana@Example.com");
        answer.Body.GetProperty("user_id").GetInt64().ShouldBeGreaterThan(0);
        answer["username"].ShouldBe("ana");
        var user = answer.Body.GetProperty("user");
        user.EnumerateObject().Select(p => p.Name).ShouldBe(["id", "username", "email", "profile_img", "created_at", "updated_at", "profileImage"]);
        user.GetProperty("id").GetInt64().ShouldBe(answer.Body.GetProperty("user_id").GetInt64());
        user.GetProperty("email").GetString().ShouldBe("Ana@Example.com");
        user.GetProperty("created_at").GetString()!.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Text.ShouldNotContain("hash");

        var (access, refresh) = (answer.Claims("access"), answer.Claims("refresh"));
        access.GetProperty("fam").GetString().ShouldBe("besage");
        access.GetProperty("token_type").GetString().ShouldBe("access");
        access.GetProperty("user_id").GetInt64().ShouldBe(user.GetProperty("id").GetInt64());
        (access.GetProperty("exp").GetInt64() - access.GetProperty("iat").GetInt64()).ShouldBe(3_600);
        (refresh.GetProperty("exp").GetInt64() - refresh.GetProperty("iat").GetInt64()).ShouldBe(7 * 24 * 3_600);
    }

    [Theory]
    [InlineData("""{"password":"secret"}""", "username", "This field is required.")]
    [InlineData("""{"username":"ana"}""", "password", "This field is required.")]
    [InlineData("""{"username":null,"password":"secret"}""", "username", "This field may not be null.")]
    [InlineData("""{"username":"  ","password":"secret"}""", "username", "This field may not be blank.")]
    [InlineData("""{"username":"ana","password":""}""", "password", "This field may not be blank.")]
    [InlineData("""{"username":"ana b","password":"secret"}""", "username", "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.")]
    [InlineData("""{"username":"ana","password":"12345"}""", "password", "Ensure this field has at least 6 characters.")]
    [InlineData("""{"username":"ana","password":"secret","email":"nonsense"}""", "email", "Enter a valid email address.")]
    [InlineData("""{"username":7,"password":"secret"}""", "username", "Not a valid string.")]
    [InlineData("""{"username":"ana","password":["secret"]}""", "password", "Not a valid string.")]
    [InlineData("""{"username":"ana","password":{}}""", "password", "Not a valid string.")]
    [InlineData("""{"username":"ana","password":"secret","email":true}""", "email", "Not a valid string.")]
    [InlineData("""{"username":"ana","password":"secret","password2":1}""", "password2", "Not a valid string.")]
    [InlineData("""{"username":"an\u0000a","password":"secret"}""", "username", "Null characters are not allowed.")]
    [InlineData("""{"username":"\ud83d","password":"secret"}""", "username", "Not a valid string.")]
    public async Task A_wrong_field_is_told_with_its_text(string body, string field, string text) => (await Api.Post(Path, body)).ShouldRefuseField(field, text);

    [Fact]
    public async Task A_name_has_at_most_150_characters()
    {
        await Api.Register(new string('a', 150));
        (await Api.Post(Path, $$"""{"username":"{{new string('b', 151)}}","password":"secret"}""")).ShouldRefuseField("username", "Ensure this field has no more than 150 characters.");
    }

    [Theory]
    [InlineData("ana", "secret123", "another123", "Password fields didn't match.")]
    [InlineData("ana", "kx7v3qa", "kx7v3qa", "This password is too short. It must contain at least 8 characters.")]
    [InlineData("ana", "Password123", "Password123", "This password is too common.")]
    [InlineData("ana", "8273645911", "8273645911", "This password is entirely numeric.")]
    [InlineData("anabelle", "Anabelle1", "Anabelle1", "The password is too similar to the username.")]
    [InlineData("ana", "carlotta77", "carlotta77", "The password is too similar to the email address.")]
    public async Task With_the_password_twice_djangos_checks_apply(string name, string password, string again, string text) =>
        (await Api.Post(Path, $$"""{"username":"{{name}}","email":"carlotta77@example.com","password":"{{password}}","password2":"{{again}}"}""")).ShouldRefuseField("password", text);

    [Fact]
    public async Task A_good_password_twice_and_a_bad_one_once_are_fine()
    {
        (await Api.Post(Path, """{"username":"ana","password":"kx7v3qa9-z","password2":"kx7v3qa9-z"}""")).Should(201);
        (await Api.Post(Path, """{"username":"ben","password":"123456"}""")).Should(201);
    }

    [Fact]
    public async Task Names_and_addresses_are_unique_in_any_case_and_across_families()
    {
        await Api.Register("ana", "ana@example.com");
        (await Api.Post(Path, """{"username":"ANA","password":"secret"}""")).ShouldRefuseField("username", "A user with that username already exists.");
        (await Api.Post(Path, """{"username":"ben","password":"secret","email":"ANA@example.com"}""")).ShouldRefuseField("email", "user with this email already exists.");
        (await Api.Post("/auth/signup", """{"username":"Ana","password":"secret"}""")).Should(409);
        await Api.Register("ben"); // without an address
        await Api.Register("carl");
    }

    [Fact]
    public async Task Of_two_who_want_one_name_at_once_one_gets_it()
    {
        for (var i = 0; i < 5; i++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Api.Post(Path, $$"""{"username":"ana{{i}}","password":"secret"}""")));
            answers.Select(a => a.Status).Order().ShouldBe([201, 400]);
            answers.Single(a => a.Status == 400).ShouldRefuseField("username", "A user with that username already exists.");
        }
    }

    [Theory]
    [InlineData("undefined")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public async Task A_dead_token_in_the_header_does_not_matter(string token)
    {
        (await Api.Post(Path, """{"username":"ana","password":"secret"}""", token)).Should(201);
        (await Api.Post("/api/auth/token/", """{"username":"ana","password":"secret"}""", token)).Should(200);
    }

    [Fact]
    public async Task Another_method_another_type_and_a_body_that_is_none()
    {
        var get = await Api.Get(Path);
        get.ShouldRefuse(405, "Method \"GET\" not allowed.");
        get.ContentHeaders.Allow.ShouldBe(["POST"]);

        using var text = new StringContent("ana", Encoding.UTF8, "text/plain");
        (await Api.Send(HttpMethod.Post, Path, text)).ShouldRefuse(415, "Unsupported media type \"text/plain; charset=utf-8\" in request.");
        foreach (var body in new[] { "{", "[]", "null", "{\"a\":1,\"a\":1}", "{'a':1}" })
            (await Api.Post(Path, body)).Should(400)["detail"].ShouldStartWith("JSON parse error - ");
        (await Api.Post(Path, $$"""{"username":"ana","password":"secret","more":"{{new string('x', 100_000)}}"}""")).ShouldRefuse(413, "Request body exceeds the allowed size.");
        (await Api.Post(Path, "")).ShouldRefuseField("username", "This field is required.");
    }

    [Fact]
    public async Task Forms_are_taken_too()
    {
        using var form = new FormUrlEncodedContent([new("username", "ana"), new("password", "secret"), new("email", "")]);
        (await Api.Send(HttpMethod.Post, Path, form)).Should(201);
        using var multipart = new MultipartFormDataContent { { new StringContent("ben"), "username" }, { new StringContent("secret"), "password" } };
        (await Api.Send(HttpMethod.Post, Path, multipart)).Should(201);
    }
}
