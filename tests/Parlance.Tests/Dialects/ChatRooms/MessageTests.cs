using System.Text.Json;

namespace Parlance.Tests.Dialects.ChatRooms;

public sealed class MessageTests : RoomsApiTests
{
    [Fact]
    public async Task A_posted_message_is_answered_as_history_tells_it()
    {
        var room = await Room();
        await Api.Post($"/rooms/{room}/join", """{"user_id":"u1","username":"ana","avatar_url":"https://example.com/a.png"}""");

        var posted = (await Post(room, "u1", " héllo \\n<b> ")).ShouldBeFine();

        posted.Fields.ShouldBe(["id", "room_id", "user_id", "username", "content", "avatar", "avatar_url", "timestamp", "type"]);
        posted["room_id"].ShouldBe(room);
        posted["user_id"].ShouldBe("u1");
        posted["username"].ShouldBe("ana");
        posted["content"].ShouldBe(" héllo \n<b> ");
        posted["avatar"].ShouldBe("https://example.com/a.png");
        posted["avatar_url"].ShouldBe("https://example.com/a.png");
        posted["type"].ShouldBe("message");
        posted["timestamp"].ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
        (await Api.Get($"/rooms/{room}/messages?limit=100")).ShouldBeFine().Body.EnumerateArray().Single().GetRawText().ShouldBe(posted.Text);
    }

    [Fact]
    public async Task History_is_the_newest_that_many_oldest_first()
    {
        var room = await Room();
        foreach (var text in new[] { "one", "two", "three" })
            (await Post(room, "u1", text)).ShouldBeFine();

        Contents(await Api.Get($"/rooms/{room}/messages")).ShouldBe(["one", "two", "three"]);
        Contents(await Api.Get($"/rooms/{room}/messages?limit=2")).ShouldBe(["two", "three"]);
        Contents(await Api.Get($"/rooms/{room}/messages?limit=0")).ShouldBe(["three"]);
        foreach (var limit in new[] { "x", "99999999999999999999", "-1%00" })
            Contents(await Api.Get($"/rooms/{room}/messages?limit={limit}")).Count().ShouldBeInRange(1, 3);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("dm")]
    [InlineData("..%2F..")]
    [InlineData("%0d%0a")]
    public async Task An_unknown_room_has_no_messages(string room) => (await Api.Get($"/rooms/{room}/messages")).ShouldBeFine().Text.ShouldBe("[]");

    [Fact]
    public async Task A_picture_that_came_later_is_shown_where_a_message_has_none()
    {
        var room = await Room();
        (await Post(room, "u1", "hi")).ShouldBeFine().Body.GetProperty("avatar").ValueKind.ShouldBe(JsonValueKind.Null);
        await Api.Put("/users/u1/profile", """{"avatar_url":"https://example.com/a.png"}""");

        (await Api.Get($"/rooms/{room}/messages")).Body[0].GetProperty("avatar").GetString().ShouldBe("https://example.com/a.png");
    }

    [Theory]
    [InlineData("user_left", "message")]
    [InlineData("webrtc-signal", "message")]
    [InlineData("message", "message")]
    [InlineData("", "message")]
    [InlineData("image", "image")]
    [InlineData("a type that is far too long to be one", "message")]
    public async Task A_message_has_a_type_of_its_own_but_never_that_of_another_frame(string type, string shown)
    {
        var room = await Room();
        (await Api.Post($"/rooms/{room}/messages", $$"""{"user_id":"u1","content":"x","type":"{{type}}"}""")).ShouldBeFine()["type"].ShouldBe(shown);
    }

    [Fact]
    public async Task User_and_content_are_needed()
    {
        (await Api.Post("/rooms/test-room/messages", """{"content":"x"}""")).ShouldRefuse("refusal_missing_field");
        (await Api.Post("/rooms/test-room/messages", """{"user_id":"u1"}""")).ShouldRefuse(422, "Field required: content");
        (await Api.Post("/rooms/test-room/messages", """{"user_id":"u1","content":"  "}""")).ShouldRefuse("refusal_empty_message");
        (await Post("test-room", "u1", new string('x', 20_001))).Status.ShouldBe(413);
        (await Post("test-room", "u1", new string('x', 20_000))).ShouldBeFine();
        (await Post("test-room", "u1", "a\\u0000b")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Nobody_posts_as_an_account_without_its_token()
    {
        var (id, token) = await SignUp("ana");
        var room = await Room();
        (await Post(room, id, "x")).ShouldRefuse("refusal_not_yours");
        (await Post(room, id, "x", "nonsense")).ShouldRefuse("refusal_bad_token");
        (await Post(room, id, "x", token)).ShouldBeFine();
        Contents(await Api.Get($"/rooms/{room}/messages", "nonsense")).ShouldBe(["x"]); // a bad token where none is needed
    }

    [Fact]
    public async Task What_is_written_behind_a_password_is_for_those_who_know_it()
    {
        var (ana, token) = await SignUp("ana");
        var room = (await Api.Post("/rooms", """{"name":"Lounge","privacy":"password","password":"abcd"}""", token)).ShouldBeFine()["id"];
        (await Post(room, ana, "secret", token)).ShouldBeFine();

        (await Api.Get($"/rooms/{room}/messages", from: ElsewhereAddress)).ShouldRefuse(403, "Password required");
        (await Post(room, "u1", "x", from: ElsewhereAddress)).ShouldRefuse("refusal_room_password");
        Contents(await Api.Get($"/rooms/{room}/messages", token, ElsewhereAddress)).ShouldBe(["secret"]);
    }

    [Fact]
    public async Task A_guest_who_made_a_room_with_a_password_reads_it()
    {
        var room = (await Api.Post("/rooms", """{"name":"Lounge","privacy":"password","password":"abcd","created_by":"u1"}""", from: ElsewhereAddress)).ShouldBeFine()["id"];
        (await Api.Get($"/rooms/{room}/messages", from: ElsewhereAddress)).ShouldBeFine();
        (await Api.Get($"/rooms/{room}/messages")).Status.ShouldBe(403);
    }

    private Task<RoomsAnswer> Post(string room, string user, string content, string? token = null, string? from = null) =>
        Api.Post($"/rooms/{room}/messages", $$"""{"user_id":"{{user}}","content":"{{content}}"}""", token, from);

    private static IEnumerable<string> Contents(RoomsAnswer messages) => messages.ShouldBeFine().Body.EnumerateArray().Select(m => m.GetProperty("content").GetString()!);
}
