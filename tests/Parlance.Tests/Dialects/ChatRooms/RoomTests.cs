using System.Text.Json;

namespace Parlance.Tests.Dialects.ChatRooms;

public sealed class RoomTests : RoomsApiTests
{
    [Fact]
    public async Task A_room_is_made_by_its_creator_and_listed_without_its_password()
    {
        var ana = await Guest("ana");
        var room = (await Api.Post("/rooms", $$"""
            {"name":"Lounge","description":"jazz","category":"Music","tags":["a","b","c","d","e","f"],"privacy":"password","password":"abcd","max_members":20,"created_by":"{{ana}}"}
            """)).ShouldBeFine();

        room["created_by"].ShouldBe(ana);
        room["createdBy"].ShouldBe(ana);
        room.Body.GetProperty("host").GetProperty("username").GetString().ShouldBe("ana");
        room.Body.GetProperty("users").EnumerateArray().Single().GetString().ShouldBe(ana);
        room.Body.GetProperty("tags").GetArrayLength().ShouldBe(5);
        room["max_members"].ShouldBe("20");
        room.Text.ShouldNotContain("abcd");
        room.Text.ShouldNotContain("hash", Case.Insensitive);

        var listed = (await Api.Get("/rooms")).ShouldBeFine().Body.EnumerateArray().Single(r => r.GetProperty("id").GetString() == room["id"]);
        listed.GetRawText().ShouldBe(room.Text);
        (await Api.Get($"/rooms/{room["id"]}")).ShouldBeFine().Text.ShouldBe(room.Text);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":"  \u0007 "}""")]
    [InlineData("""{"name":7}""")]
    [InlineData("""{"name":null}""")]
    public async Task Only_a_missing_name_is_refused(string body) => (await Api.Post("/rooms", body)).ShouldRefuse("refusal_room_name");

    [Theory]
    [InlineData("""{"name":"x","privacy":"password"}""")]
    [InlineData("""{"name":"x","privacy":"password","password":"abc"}""")]
    [InlineData("""{"name":"x","privacy":"password","password":12345}""")]
    public async Task Only_a_missing_or_short_password_is_refused(string body) => (await Api.Post("/rooms", body)).ShouldRefuse("refusal_room_password_short");

    [Theory]
    [InlineData("""{"name":"Lo\u0000un\u202ege","max_members":1}""", "Lounge", 2)]
    [InlineData("""{"name":"Lounge","max_members":100000,"privacy":"secret","tags":[1,null,"ok"],"host":[]}""", "Lounge", 1000)]
    [InlineData("""{"name":"Lounge","max_members":"12","maxMembers":7,"thumbnail_url":"file:///etc/passwd","created_by":{"$ne":1}}""", "Lounge", 12)]
    [InlineData("""{"name":"Lounge","max_members":1e300,"description":["x"],"category":{},"thumbnail_url":"data:text/html;base64,PGI+"}""", "Lounge", 1000)]
    public async Task Whatever_else_does_not_fit_is_clamped(string body, string name, int members)
    {
        var room = (await Api.Post("/rooms", body)).ShouldBeFine();
        room["name"].ShouldBe(name);
        room["max_members"].ShouldBe(members.ToString());
        room["privacy"].ShouldBe("public");
        room.Body.GetProperty("thumbnail_url").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Long_texts_are_clipped()
    {
        var room = (await Api.Post("/rooms", $$"""{"name":"{{new string('n', 99)}}😀","description":"{{new string('d', 5_000)}}","category":"{{new string('c', 80)}}"}""")).ShouldBeFine();
        room["name"].ShouldBe(new string('n', 99)); // never half a character
        room["description"].Length.ShouldBe(2_000);
        room["category"].Length.ShouldBe(50);
    }

    [Fact]
    public async Task A_thumbnail_of_some_size_is_stored_and_its_address_answered()
    {
        var data = Convert.ToBase64String([.. Pictures.Png, .. new byte[1_200_000]]); // above what other paths take
        var room = (await Api.Post("/rooms", $$"""{"name":"Lounge","thumbnail_url":"data:image/png;base64,{{data}}"}""")).ShouldBeFine();

        room["thumbnail_url"].ShouldStartWith("http://");
        using var picture = await Api.Client.GetAsync(room["thumbnail_url"], TestContext.Current.CancellationToken);
        picture.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
    }

    [Fact]
    public async Task A_room_larger_than_four_megabytes_is_refused_in_json() =>
        (await Api.Post("/rooms", $$"""{"name":"x","thumbnail_url":"data:image/png;base64,{{new string('A', 5 * 1024 * 1024)}}"}""")).Status.ShouldBe(413);

    [Fact]
    public async Task Categories_choose_and_other_finds_rooms_without_one()
    {
        var (music, none, other) = (await Room(""","category":"Music" """), await Room(), await Room(""","category":"Other" """));

        Ids(await Api.Get("/rooms?category=Music")).ShouldBe([music]);
        Ids(await Api.Get("/rooms?category=Other")).ShouldBe([other, none]); // newest first
        Ids(await Api.Get("/rooms")).ShouldBe([other, none, music]);
        foreach (var unknown in new[] { "Nonsense", "%00", new string('x', 500) })
            Ids(await Api.Get("/rooms?category=" + unknown)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Unlisted_rooms_are_found_by_id_alone()
    {
        var hidden = await Room(""","privacy":"private" """);
        var joined = $"test-{Guid.NewGuid():N}";
        (await Join(joined, "u1")).ShouldBeFine();

        Ids(await Api.Get("/rooms")).ShouldBeEmpty();
        (await Api.Get($"/rooms/{hidden}")).ShouldBeFine()["privacy"].ShouldBe("private");
        (await Api.Get($"/rooms/{joined}")).ShouldBeFine()["name"].ShouldBe(joined);
        (await Api.Get("/rooms/unknown")).ShouldRefuse("refusal_no_room");
    }

    [Fact]
    public async Task The_creator_of_a_room_is_never_somebody_else()
    {
        var (ana, _) = await SignUp("ana");
        var (ben, token) = await SignUp("ben");
        (await Api.Post("/rooms", $$"""{"name":"x","created_by":"{{ana}}"}""")).ShouldBeFine().Body.GetProperty("created_by").ValueKind.ShouldBe(JsonValueKind.Null);
        (await Api.Post("/rooms", $$"""{"name":"x","created_by":"{{ana}}"}""", token)).ShouldBeFine()["created_by"].ShouldBe(ben);
    }

    [Theory]
    [InlineData("live-stream")]
    [InlineData("video-upload")]
    public async Task Streams_and_videos_are_said_not_to_be_offered(string path) =>
        (await Api.Post($"/rooms/lounge/{path}", """{"title":"x"}""")).Status.ShouldBe(501);

    [Fact]
    public async Task A_path_with_a_slash_at_its_end_is_the_same()
    {
        var room = await Room();
        (await Api.Get($"/rooms/{room}/")).ShouldBeFine();
        (await Api.Get("/rooms/")).ShouldBeFine();
        (await Api.Post($"/rooms/{room}/join/", """{"user_id":"u1"}""")).ShouldBeFine();
    }

    private static IEnumerable<string> Ids(RoomsAnswer rooms) => rooms.ShouldBeFine().Body.EnumerateArray().Select(room => room.GetProperty("id").GetString()!);
}
