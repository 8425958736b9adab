using Microsoft.Extensions.DependencyInjection;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Presence;

namespace Parlance.Tests.Dialects.ChatRooms;

public sealed class UserTests : RoomsApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_name_makes_a_fresh_guest_each_time()
    {
        var first = await Guest("ana");
        (await Guest("ana")).ShouldNotBe(first);
        (await Api.Get($"/users/{first}")).ShouldBeFine()["username"].ShouldBe("ana");
    }

    [Fact]
    public async Task The_name_of_an_account_is_refused_to_all_but_its_owner()
    {
        var (id, token) = await SignUp("ana");
        (await Api.Post("/users", """{"username":"Ana"}""")).ShouldRefuse("refusal_username_taken");
        (await Api.Post("/users", """{"username":"ana"}""", "nonsense")).ShouldRefuse("refusal_username_taken");
        (await Api.Post("/users", """{"username":"Ana"}""", token)).ShouldBeFine()["id"].ShouldBe(id);
    }

    [Fact]
    public async Task An_email_is_for_its_owner_alone()
    {
        var (id, token) = await SignUp("ana");
        (await Api.Get($"/users/{id}", token)).ShouldBeFine()["email"].ShouldBe("ana@example.com");
        (await Api.Get($"/users/{id}")).ShouldBeFine().Fields.ShouldNotContain("email");
        (await Api.Get($"/users/{id}", (await SignUp("ben")).Token)).ShouldBeFine().Fields.ShouldNotContain("email");
    }

    [Theory]
    [InlineData("00000000-0000-4000-8000-000000000000")]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    [InlineData("%0d%0aX-Injected:1")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("1")]
    public async Task Who_does_not_exist_is_not_found(string id)
    {
        (await Api.Get($"/users/{id}")).ShouldRefuse("refusal_no_user");
        (await Api.Put($"/users/{id}/profile", """{"bio":"x"}""")).ShouldRefuse("refusal_no_user");
        (await Api.Put($"/users/{id}/password", """{"new_password":"12345678"}""")).ShouldRefuse("refusal_no_user");
    }

    [Fact]
    public async Task A_search_finds_parts_of_names_and_answers_an_array()
    {
        var (id, _) = await SignUp("searchable");
        (await Api.Get("/users/search?q=EARCHAB&limit=7")).ShouldBeFine().Body.EnumerateArray().Single().GetProperty("id").GetString().ShouldBe(id);
        foreach (var query in new[] { "?q=", "", "?q=%00", $"?q={new string('x', 200)}", "?q=nobodyatall&limit=-1", "?q=nobodyatall&limit=x" })
            (await Api.Get("/users/search" + query)).ShouldBeFine().Text.ShouldBe("[]");
    }

    [Fact]
    public async Task A_profile_keeps_what_is_absent_clears_what_is_empty_and_answers_all()
    {
        var (id, token) = await SignUp("ana");
        await Api.Put($"/users/{id}/profile", """{"bio":"hello","accent_color":"#ff8800","avatar_url":"https://example.com/a.png"}""", token);

        var answer = (await Api.Put($"/users/{id}/profile", """{"bio":"","banner_color":"blue"}""", token)).ShouldBeFine();
        answer["success"].ShouldBe("True");
        var user = answer.Body.GetProperty("user");
        user.GetProperty("bio").GetString().ShouldBeNull();
        user.GetProperty("accent_color").GetString().ShouldBe("#ff8800");
        user.GetProperty("banner_color").GetString().ShouldBe("blue");
        user.GetProperty("avatar_url").GetString().ShouldBe("https://example.com/a.png");
        (await Api.Get($"/users/{id}")).Body.GetProperty("accent_color").GetString().ShouldBe("#ff8800");
    }

    [Fact]
    public async Task A_display_name_alone_is_the_username_too()
    {
        var (id, token) = await SignUp("ana");
        (await Api.Put($"/users/{id}/profile", """{"display_name":"Ana Bel"}""", token)).ShouldBeFine();
        (await Api.Get($"/users/{id}")).ShouldBeFine()["username"].ShouldBe("Ana Bel");
        (await Api.Post("/auth/login", """{"username":"ana bel","password":"correct horse"}""")).ShouldBeFine();

        (await Api.Put($"/users/{id}/profile", """{"display_name":"Anabel","username":"ana"}""", token)).ShouldBeFine();
        (await Api.Get($"/users/{id}")).ShouldBeFine()["username"].ShouldBe("Anabel");
        (await Api.Post("/auth/login", """{"username":"ana","password":"correct horse"}""")).ShouldBeFine();
    }

    [Fact]
    public async Task What_a_profile_cannot_be_is_refused_in_the_words_the_page_shows()
    {
        var (id, token) = await SignUp("ana");
        await SignUp("ben");
        var path = $"/users/{id}/profile";
        (await Api.Put(path, """{"avatar_url":"data:image/png;base64,AAAA"}""", token)).ShouldRefuse("refusal_avatar_data");
        (await Api.Put(path, """{"avatar_urls":{"medium":"DATA:image/png;base64,AAAA"}}""", token)).ShouldRefuse("refusal_avatar_data");
        (await Api.Put(path, $$"""{"avatar_url":"https://example.com/{{new string('a', 2_000)}}"}""", token)).ShouldRefuse("refusal_avatar_long");
        (await Api.Put(path, """{"display_name":"a"}""", token)).ShouldRefuse("refusal_display_name_short");
        (await Api.Put(path, """{"username":"Ben"}""", token)).ShouldRefuse(409, "Username already registered");
        (await Api.Put(path, """{"display_name":"Ben"}""", token)).ShouldRefuse(409, "Username already registered");
        (await Api.Put(path, """{"bio":7}""", token)).Status.ShouldBe(422);
    }

    [Fact]
    public async Task An_account_is_changed_under_its_own_token_only()
    {
        var (id, _) = await SignUp("ana");
        var (_, foreign) = await SignUp("ben");
        foreach (var path in new[] { $"/users/{id}/profile", $"/users/{id}/password" })
        {
            (await Api.Put(path, """{"bio":"x","new_password":"12345678"}""")).ShouldRefuse("refusal_not_yours");
            (await Api.Put(path, """{"bio":"x","new_password":"12345678"}""", foreign)).ShouldRefuse("refusal_not_yours");
            (await Api.Put(path, """{"bio":"x","new_password":"12345678"}""", "nonsense")).ShouldRefuse("refusal_bad_token");
        }
    }

    [Fact]
    public async Task A_guest_is_changed_from_anywhere_until_somebody_is_connected_as_it()
    {
        var id = await Guest("ana");
        (await Api.Put($"/users/{id}/profile", """{"bio":"mine"}""", from: ElsewhereAddress)).ShouldBeFine();

        using var lease = await Connect(id);
        (await Api.Put($"/users/{id}/profile", """{"bio":"still mine"}""")).ShouldBeFine();
        (await Api.Put($"/users/{id}/profile", """{"bio":"yours"}""", from: ElsewhereAddress)).ShouldRefuse("refusal_not_yours");
    }

    [Fact]
    public async Task A_guest_cannot_take_the_name_of_an_account()
    {
        await SignUp("ben");
        var id = await Guest("ana");
        (await Api.Put($"/users/{id}/profile", """{"display_name":"BEN"}""")).ShouldRefuse("refusal_username_taken");
        (await Api.Put($"/users/{id}/profile", """{"display_name":"Anabel","email":"not kept@all"}""")).ShouldBeFine();
        (await Api.Get($"/users/{id}"))["username"].ShouldBe("Anabel");
    }

    [Fact]
    public async Task A_changed_profile_is_shown_in_the_rooms_that_the_person_is_in()
    {
        var id = await Guest("ana");
        var room = await Room();
        (await Join(room, id)).ShouldBeFine();
        var (conversations, attendance) = (Api.Services.GetRequiredService<ConversationService>(), Api.Services.GetRequiredService<IAttendance>());
        var conversation = (await conversations.FindRoomAsync(room)).Value;
        var user = await Find(id);
        attendance.Enter(conversation.Id, room, user.AsPerson());

        (await Api.Put($"/users/{id}/profile", """{"display_name":"Anabel"}""")).ShouldBeFine();

        attendance.Find(conversation.Id, id)!.Name.ShouldBe("Anabel");
        (await conversations.FindAsMemberAsync(user.Id, ConversationRef.Of(room))).Value.Member!.DisplayName.ShouldBe("Anabel");
    }

    [Fact]
    public async Task A_new_password_needs_eight_characters_and_ends_the_old_one()
    {
        var (id, token) = await SignUp("ana");
        (await Api.Put($"/users/{id}/password", """{"new_password":"1234567"}""", token)).ShouldRefuse("refusal_new_password_short");
        (await Api.Put($"/users/{id}/password", "{}", token)).ShouldRefuse("refusal_new_password_short");

        (await Api.Put($"/users/{id}/password", """{"new_password":"12345678"}""", token)).ShouldBeFine().Text.ShouldBe(RoomsFixtures.Read("answer_success"));

        (await Api.Get("/auth/me", token)).ShouldBeFine();
        (await Api.Post("/auth/login", """{"username":"ana","password":"12345678"}""")).ShouldBeFine();
        (await Api.Post("/auth/login", """{"username":"ana","password":"correct horse"}""")).ShouldRefuse("refusal_wrong_login");
    }

    [Fact]
    public async Task A_guest_becomes_an_account_only_while_connected_from_there()
    {
        var id = await Guest("ana");
        const string Body = """{"new_password":"12345678"}""";
        (await Api.Put($"/users/{id}/password", Body)).ShouldRefuse(403, "A guest can set a password only while connected from the same browser or address");

        using var lease = await Connect(id);
        (await Api.Put($"/users/{id}/password", Body, from: ElsewhereAddress)).ShouldRefuse("refusal_not_yours");
        (await Api.Put($"/users/{id}/password", Body)).ShouldBeFine();

        (await Api.Post("/auth/login", """{"username":"ana","password":"12345678"}""")).ShouldBeFine().Body.GetProperty("user").GetProperty("id").GetString().ShouldBe(id);
    }

    private async Task<User> Find(string id) => (await Api.Services.GetRequiredService<AccountService>().FindByKeyAsync(id, Cancel))!;

    /// <summary>As a socket of this user from this machine would.</summary>
    private async Task<IDisposable> Connect(string id) =>
        Api.Services.GetRequiredService<ISpeakingRights>().TryLease(await Find(id), new ClientOrigin("127.0.0.1", null)).ShouldNotBeNull();
}
