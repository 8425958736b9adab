using System.Net.Http.Headers;

namespace Parlance.Tests.Dialects.ChatRooms;

/// <summary>Nothing that can be sent makes an endpoint of this wire answer 500, and every refusal has the shape its clients read.</summary>
public sealed class BadInputTests : RoomsApiTests
{
    /// <summary>Every path that takes a body, with `{0}` for a user.</summary>
    public static TheoryData<string, string> Taking => new()
    {
        { "POST", "/auth/signup" }, { "POST", "/auth/login" }, { "POST", "/users" }, { "PUT", "/users/{0}/profile" }, { "PUT", "/users/{0}/password" },
        { "POST", "/rooms" }, { "POST", "/rooms/test-room/join" }, { "POST", "/test-room/join" }, { "POST", "/rooms/test-room/verify-password" },
        { "POST", "/rooms/test-room/messages" }, { "POST", "/messages/direct" }, { "POST", "/conversations/a-b/read" }, { "DELETE", "/conversations/a-b" },
        { "DELETE", "/messages/6d657373-0000-8000-8000-000000000001" },
    };

    private static readonly string[] Bodies =
    [
        "[]", "7", "null", "\"x\"", "{", "{]", "\u0000", "{\"user_id\":{}}", "{\"user_id\":[1]}", "{\"user_id\":7,\"username\":7,\"content\":7,\"new_password\":7,\"bio\":7,\"sender_id\":7}",
        "{\"user_id\":\"\\ud83d\",\"username\":\"\\ud83d\",\"name\":\"\\ud83d\",\"bio\":\"\\ud83d\",\"password\":\"\\ud83d\"}",
        "{\"user_id\":\"\\u0000\",\"username\":\"\\u0000\",\"name\":\"\\u0000x\",\"password\":\"\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\",\"content\":\"\\u0000\",\"bio\":\"\\u0000\"}",
        "{\"user_id\":\"../../etc/passwd\",\"username\":\"../../x\",\"sender_id\":\"..\",\"receiver_id\":\"..\",\"content\":\"x\",\"name\":\"..\"}",
        "{\"user_id\":\"u\",\"user_id\":\"v\"}", "{\"a\":" + new string('[', 3_000) + new string(']', 3_000) + "}",
        "{\"user_id\":\"" + new string('x', 50_000) + "\",\"username\":\"" + new string('y', 5_000) + "\"}",
    ];

    [Theory, MemberData(nameof(Taking))]
    public async Task Whatever_a_body_holds_the_answer_is_no_500(string method, string path)
    {
        var user = await Guest("ana");
        foreach (var body in Bodies)
        {
            using var content = RoomsApi.Json(body);
            var answer = await Api.Send(new HttpMethod(method), string.Format(path, user), content);
            answer.Status.ShouldBeLessThan(500, $"{body[..Math.Min(100, body.Length)]}: {answer.Text}");
            if (answer.Status >= 400)
                answer["detail"].ShouldBe(answer["message"]);
        }

        (await Api.Get($"/users/{user}")).ShouldBeFine(); // and others notice nothing
    }

    [Theory, MemberData(nameof(Taking))]
    public async Task Bytes_that_are_no_text_and_bodies_without_end_are_refused(string method, string path)
    {
        var user = await Guest("ana");
        using var bytes = new ByteArrayContent([.. "{\"user_id\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        bytes.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        (await Api.Send(new HttpMethod(method), string.Format(path, user), bytes)).Status.ShouldBeInRange(200, 499);

        using var large = RoomsApi.Json("{\"x\":\"" + new string('x', 900_000) + "\"}");
        (await Api.Send(new HttpMethod(method), string.Format(path, user), large)).Status.ShouldBe(path == "/rooms" ? 400 : 413);
    }

    [Theory]
    [InlineData("malformed_body__array", "refusal_not_json")]
    [InlineData("malformed_body__text", "refusal_not_json")]
    [InlineData("malformed_user__array", "refusal_wrong_type")]
    [InlineData("malformed_user__none", "refusal_username_required")]
    public async Task A_malformed_user_has_its_exact_answer(string body, string refusal) => (await Api.Post("/users", RoomsFixtures.Read(body))).ShouldRefuse(refusal);

    [Fact]
    public async Task A_malformed_join_has_its_exact_answer() =>
        (await Api.Post("/rooms/test-room/join", RoomsFixtures.Read("malformed_join__no_user"))).ShouldRefuse("refusal_missing_field");

    [Fact]
    public async Task What_is_no_json_says_where_and_a_number_is_no_name()
    {
        var answer = await Api.Post("/users", RoomsFixtures.Read("malformed_body__not_json"));
        answer.ShouldRefuse(422, "The body is not JSON that can be read (line 1, byte 1).");
        answer.Body.GetProperty("errors")[0].GetProperty("type").GetString().ShouldBe("json_invalid");
        (await Api.Post("/users", RoomsFixtures.Read("malformed_user__number"))).ShouldRefuse(422, "`username` cannot be this number.");
    }

    [Fact]
    public void Every_refusal_and_every_malformed_body_has_a_test()
    {
        var tests = string.Concat(Repository.Sources("tests/Parlance.Tests/Dialects/ChatRooms").Select(File.ReadAllText));
        RoomsFixtures.Names("refusal_").Concat(RoomsFixtures.Names("malformed_")).Where(name => !tests.Contains($"\"{name}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GET", "/auth/login")]
    [InlineData("PATCH", "/users/x/password")]
    [InlineData("DELETE", "/rooms")]
    public async Task Another_method_is_refused_in_json(string method, string path)
    {
        var answer = await Api.Send(new HttpMethod(method), path, null);
        answer.Status.ShouldBe(405);
        answer["detail"].ShouldBe(answer["message"]);
    }

    [Fact]
    public async Task The_root_says_that_the_server_is_there() => (await Api.Get("/")).ShouldBeFine().Fields.ShouldBe(["status", "time", "message", "version", "docs", "health"]);

    [Fact]
    public async Task The_document_has_the_path_that_clients_look_for() =>
        (await Api.Get("/openapi.json")).ShouldBeFine().Body.GetProperty("paths").GetProperty("/users/{user_id}/password").TryGetProperty("put", out _).ShouldBeTrue();
}
