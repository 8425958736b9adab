namespace Parlance.Tests.Dialects.ChatRooms;

public sealed class JoinTests : RoomsApiTests
{
    [Fact]
    public async Task Joining_answers_what_both_guides_promise()
    {
        var (ana, room) = (await Guest("ana"), await Room());
        (await Join(room, ana)).ShouldBeFine().Text.ShouldBe(
            $$"""{"status":"success","room_id":"{{room}}","user_id":"{{ana}}","message":"User ana joined room Lounge"}""");
        (await Join(room, ana)).ShouldBeFine();

        var shown = (await Api.Get($"/rooms/{room}")).ShouldBeFine();
        shown.Body.GetProperty("users").EnumerateArray().Select(u => u.GetString()).ShouldBe([ana]);
        shown["memberCount"].ShouldBe("1");
    }

    [Fact]
    public async Task An_unknown_user_and_an_unknown_room_are_made()
    {
        (await Api.Post("/rooms/test-room/join", """{"user_id":"u1","username":"Alice","avatar_url":"https://example.com/a.png"}""")).ShouldBeFine();

        var alice = (await Api.Get("/users/u1")).ShouldBeFine();
        alice["username"].ShouldBe("Alice");
        alice["avatar_url"].ShouldBe("https://example.com/a.png");
        (await Api.Get("/rooms/test-room")).ShouldBeFine()["privacy"].ShouldBe("private");
    }

    [Fact]
    public async Task The_older_path_joins_too()
    {
        (await Api.Post("/test-room/join", """{"user_id":"u1"}""")).ShouldBeFine()["room_id"].ShouldBe("test-room");
        (await Api.Get("/rooms/test-room")).ShouldBeFine();
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("user")]
    [InlineData("conversations")]
    [InlineData("notifications")]
    [InlineData("anonymous-chat")]
    [InlineData("anonymous_chat")]
    public async Task Rooms_that_would_shadow_a_socket_path_are_reserved(string room) => (await Join(room, "u1")).ShouldRefuse("refusal_reserved_room");

    [Theory]
    [InlineData("a%20b")]
    [InlineData("%0d%0a")]
    [InlineData("..%5c..")]
    [InlineData("%E2%80%AEroom")]
    [InlineData("direct:1-2")]
    public async Task A_room_id_that_no_room_can_have_is_refused_but_never_as_missing(string room) => (await Join(room, "u1")).ShouldRefuse(400, "Invalid room id");

    [Fact]
    public async Task The_channel_of_direct_messages_is_joined_without_becoming_a_room()
    {
        (await Join("dm", "u1")).ShouldBeFine();
        (await Api.Get("/users/u1")).ShouldBeFine();
        (await Api.Get("/rooms/dm")).ShouldRefuse("refusal_no_room");
    }

    [Fact]
    public async Task A_user_is_needed() => (await Api.Post("/rooms/test-room/join", """{"username":"ana"}""")).ShouldRefuse("refusal_missing_field");

    [Fact]
    public async Task A_stored_name_wins_over_anonymous_and_a_chosen_picture_over_a_generated_one()
    {
        const string Path = "/rooms/test-room/join";
        await Api.Post(Path, """{"user_id":"u1","username":"Alice","avatar_url":"https://example.com/a.png"}""");
        foreach (var avatar in new[] { "https://ui-avatars.com/api/?name=u1", "https://i.pravatar.cc/150?u=1", "data:image/png;base64,AAAA", "javascript:alert(1)" })
            (await Api.Post(Path, $$"""{"user_id":"u1","username":"Anonymous","avatar_url":"{{avatar}}"}""")).ShouldBeFine();

        var alice = (await Api.Get("/users/u1")).ShouldBeFine();
        alice["username"].ShouldBe("Alice");
        alice["avatar_url"].ShouldBe("https://example.com/a.png");

        await Api.Post(Path, """{"user_id":"u1","username":"Alicia"}""");
        (await Api.Get("/users/u1"))["username"].ShouldBe("Alicia");
    }

    [Fact]
    public async Task A_guest_is_not_called_like_an_account()
    {
        await SignUp("ana");
        (await Api.Post("/rooms/test-room/join", """{"user_id":"u1","username":"ANA"}""")).ShouldBeFine();
        (await Api.Get("/users/u1"))["username"].ShouldBe("Anonymous");
    }

    [Fact]
    public async Task An_account_joins_under_its_own_token_only()
    {
        var (id, token) = await SignUp("ana");
        (await Join("test-room", id)).ShouldRefuse("refusal_not_yours");
        (await Join("test-room", id, (await SignUp("ben")).Token)).ShouldRefuse("refusal_not_yours");
        (await Join("test-room", id, "nonsense")).ShouldRefuse("refusal_bad_token");

        var joined = (await Join("test-room", id, token)).ShouldBeFine();
        joined.Cookies.ShouldContain(cookie => cookie.StartsWith("parlance_browser=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_room_with_a_password_lets_in_who_proved_to_know_it_and_its_creator()
    {
        var (ana, bob) = (await Guest("ana"), await Guest("bob"));
        var room = (await Api.Post("/rooms", $$"""{"name":"Lounge","privacy":"password","password":"abcd","created_by":"{{ana}}"}""")).ShouldBeFine()["id"];

        (await Join(room, bob, from: ElsewhereAddress)).ShouldRefuse("refusal_room_password");
        (await Api.Post($"/rooms/{room}/verify-password", """{"password":"wrong"}""", from: ElsewhereAddress)).ShouldRefuse("refusal_room_password_wrong");
        (await Api.Post($"/rooms/{room}/verify-password", "{}", from: ElsewhereAddress)).ShouldRefuse(422, "Field required: password");
        (await Join(room, bob, from: ElsewhereAddress)).Status.ShouldBe(403);

        (await Api.Post($"/rooms/{room}/verify-password", """{"password":"abcd"}""", from: ElsewhereAddress)).ShouldBeFine();
        (await Join(room, bob, from: ElsewhereAddress)).ShouldBeFine();
        (await Join(room, ana)).ShouldBeFine();
    }

    [Fact]
    public async Task A_browser_that_keeps_its_cookie_takes_the_grant_along_and_its_neighbours_get_none()
    {
        var room = (await Api.Post("/rooms", """{"name":"Lounge","privacy":"password","password":"abcd"}""")).ShouldBeFine()["id"];
        var cookie = (await Join("test-room", "u1", from: ElsewhereAddress)).ShouldBeFine().Cookies.Single().Split(';')[0];
        using var password = RoomsApi.Json("""{"password":"abcd"}""");
        (await Api.Send(HttpMethod.Post, $"/rooms/{room}/verify-password", password, from: ElsewhereAddress, cookie: cookie)).ShouldBeFine();

        (await Join(room, "u2", from: ElsewhereAddress)).ShouldRefuse("refusal_room_password");
        using var body = RoomsApi.Json("""{"user_id":"u1"}""");
        (await Api.Send(HttpMethod.Post, $"/rooms/{room}/join", body, from: "198.51.100.9", cookie: cookie)).ShouldBeFine();
    }

    [Fact]
    public async Task A_password_is_fine_for_a_room_without_one_and_none_for_no_room()
    {
        (await Api.Post($"/rooms/{await Room()}/verify-password", """{"password":"x"}""")).ShouldBeFine();
        (await Api.Post("/rooms/unknown/verify-password", """{"password":"x"}""")).ShouldRefuse("refusal_no_room");
    }

    [Fact]
    public async Task A_full_room_says_so()
    {
        var room = await Room(""","max_members":2""");
        (await Join(room, "u1")).ShouldBeFine();
        (await Join(room, "u2")).ShouldBeFine();
        (await Join(room, "u3")).ShouldRefuse(403, "Room is full");
    }
}

/// <summary>`ROOMS_AUTO_CREATE=false`.</summary>
public sealed class ClosedDoorTests : RoomsApiTests
{
    private protected override Dictionary<string, string> Environment => new() { ["ROOMS_AUTO_CREATE"] = "false" };

    [Fact]
    public async Task Joining_makes_nothing_and_never_answers_404()
    {
        var (ana, room) = (await Guest("ana"), await Room());
        (await Join(room, ana)).ShouldBeFine();
        (await Join("unknown", ana)).ShouldRefuse(403, "Room not found");
        (await Join(room, "u1")).ShouldRefuse(403, "This user id is not known here");
    }
}

/// <summary>`ROOMS_STRICT=false`.</summary>
public sealed class OpenModeTests : RoomsApiTests
{
    private protected override Dictionary<string, string> Environment => new() { ["ROOMS_STRICT"] = "false" };

    [Fact]
    public async Task Anybody_acts_as_anybody_but_passwords_need_their_owner()
    {
        var (id, _) = await SignUp("ana");
        (await Join("test-room", id)).ShouldBeFine();
        (await Api.Put($"/users/{id}/profile", """{"bio":"x"}""")).ShouldBeFine();
        (await Api.Put($"/users/{id}/password", """{"new_password":"12345678"}""")).ShouldRefuse("refusal_not_yours");
    }
}
