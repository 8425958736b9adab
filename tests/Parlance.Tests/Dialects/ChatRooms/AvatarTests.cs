using System.Text.Json;

namespace Parlance.Tests.Dialects.ChatRooms;

public sealed class AvatarTests : RoomsApiTests
{
    public static TheoryData<string, string> Paths => new()
    {
        { "PUT", "/users/{0}/avatar" },
        { "POST", "/avatars/upload/{0}" },
        { "POST", "/users/{0}/avatar" },
    };

    [Theory, MemberData(nameof(Paths))]
    public async Task A_picture_is_taken_on_each_of_the_paths_that_clients_try(string method, string path)
    {
        var (id, token) = await SignUp("ana");
        using var form = Form("thumbnail", "small", "medium", "large");

        var answer = (await Api.Send(new HttpMethod(method), string.Format(path, id), form, token)).ShouldBeFine();

        answer.Fields.ShouldBe(["success", "avatar_urls", "avatar_url", "total_size_mb", "filename", "size_mb", "message"]);
        answer["avatar_url"].ShouldBe(answer.Body.GetProperty("avatar_urls").GetProperty("medium").GetString());
        answer["avatar_url"].Length.ShouldBeLessThan(300);
        using var picture = await Api.Client.GetAsync(answer["avatar_url"], TestContext.Current.CancellationToken);
        (await picture.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(Pictures.Png);
        (await Api.Get($"/users/{id}")).ShouldBeFine()["avatar_url"].ShouldBe(answer["avatar_url"]);
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_with_400()
    {
        var id = await Guest("ana");
        var path = $"/users/{id}/avatar";
        using var none = Form();
        (await Api.Send(HttpMethod.Put, path, none)).Status.ShouldBe(400);
        using var text = new MultipartFormDataContent { { new ByteArrayContent("<svg/>"u8.ToArray()), "medium", "a.jpg" } };
        (await Api.Send(HttpMethod.Put, path, text)).Status.ShouldBe(400);
        using var huge = new MultipartFormDataContent { { new ByteArrayContent([.. Pictures.Png, .. new byte[11 * 1024 * 1024]]), "medium", "a.png" } };
        (await Api.Send(HttpMethod.Put, path, huge)).Status.ShouldBe(400);
        (await Api.Put(path, "{}")).Status.ShouldBe(400);
        (await Api.Get($"/users/{id}")).Body.GetProperty("avatar_url").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_picture_is_set_and_deleted_by_its_owner_alone()
    {
        var (id, token) = await SignUp("ana");
        using var form = Form("medium");
        using var same = Form("medium");
        using var third = Form("medium");
        (await Api.Send(HttpMethod.Put, $"/users/{id}/avatar", form)).ShouldRefuse("refusal_not_yours");
        (await Api.Send(HttpMethod.Put, "/users/nobody/avatar", same)).ShouldRefuse("refusal_no_user");
        (await Api.Send(HttpMethod.Put, $"/users/{id}/avatar", third, token)).ShouldBeFine();

        (await Api.Delete($"/avatars/delete/{id}", null)).ShouldRefuse("refusal_not_yours");
        (await Api.Delete($"/avatars/delete/{id}", null, token)).ShouldBeFine().Text.ShouldBe(RoomsFixtures.Read("answer_avatar_deleted"));
        (await Api.Get($"/users/{id}")).Body.GetProperty("avatar_url").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Sending_the_same_picture_with_the_profile_keeps_its_sizes()
    {
        var (id, token) = await SignUp("ana");
        using var form = Form("thumbnail", "medium");
        var url = (await Api.Send(HttpMethod.Put, $"/users/{id}/avatar", form, token)).ShouldBeFine()["avatar_url"];

        (await Api.Put($"/users/{id}/profile", $$"""{"avatar_url":"{{url}}","bio":"x"}""", token)).ShouldBeFine();

        (await Api.Get($"/users/{id}")).Body.GetProperty("avatar_urls").ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public async Task Health_says_that_avatars_can_be_stored() => (await Api.Get("/avatars/health")).ShouldBeFine()["status"].ShouldBe("healthy");

    private static MultipartFormDataContent Form(params string[] names)
    {
        var form = new MultipartFormDataContent("boundary");
        foreach (var name in names)
            form.Add(new ByteArrayContent(Pictures.Png), name, name + ".jpg");
        return form;
    }
}
