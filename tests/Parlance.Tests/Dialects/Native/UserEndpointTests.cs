namespace Parlance.Tests.Dialects.Native;

public class UserEndpointTests : NativeApiTests
{
    [Fact]
    public async Task The_email_is_for_its_owner_alone()
    {
        var (ana, ben) = (await Register("ana"), await Register("ben"));
        var id = ana.Body.GetProperty("user").GetProperty("id").GetInt64();

        (await Api.Get("/me", ana["access_token"]))["email"].ShouldBe("ana@example.com");
        var seen = await Api.Get($"/users/{id}", ben["access_token"]);
        seen["username"].ShouldBe("ana");
        seen.Fields.ShouldNotContain("email");
        (await Api.Get("/users?q=ana", ben["access_token"])).Body.GetProperty("users").EnumerateArray().ShouldHaveSingleItem()
            .TryGetProperty("email", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_profile_is_changed_in_part()
    {
        var ana = await Register("ana");
        var changed = await Api.Patch("/me", """{"display_name":" Ana B ","bio":"hello","unknown":[1]}""", ana["access_token"]);
        changed.Status.ShouldBe(200);
        changed["name"].ShouldBe("Ana B");
        changed = await Api.Patch("/me", """{"bio":""}""", ana["access_token"]);
        changed["name"].ShouldBe("Ana B");
        changed.Body.GetProperty("bio").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await Api.Get("/me", ana["access_token"]))["name"].ShouldBe("Ana B");
    }

    [Fact]
    public async Task Username_sizes_and_details_are_changed_and_shown()
    {
        var (ana, ben) = (await Register("ana"), await Register("ben"));
        ana.Body.GetProperty("user").EnumerateObject().ShouldNotContain(p => p.Name == "details" || p.Name == "avatar_urls");

        var changed = await Api.Patch("/me", """
            {"username":"ana_b","avatar_urls":{"thumbnail":"/media/t","small":"/media/s","medium":"/media/m","large":"/media/l"},
             "details":{"accent_color":"#fff","name_font":null}}
            """, ana["access_token"]);
        changed.Status.ShouldBe(200, changed.Body.ToString());

        var seen = await Api.Get($"/users/{changed["id"]}", ben["access_token"]);
        (seen["username"], seen["avatar_url"]).ShouldBe(("ana_b", "/media/m"));
        seen["avatar_urls"].ShouldBe("""{"thumbnail":"/media/t","small":"/media/s","medium":"/media/m","large":"/media/l"}""");
        seen["details"].ShouldBe("""{"accent_color":"#fff"}""");
        (await Api.Patch("/me", """{"username":"BEN"}""", ana["access_token"])).ShouldRefuse(409, "taken", "username");
    }

    [Theory]
    [InlineData("""{"details":{"about_text":7}}""", "details.about_text")]
    [InlineData("""{"details":{"favourite_tea":"green"}}""", "details")]
    [InlineData("""{"details":[]}""", "details")]
    [InlineData("""{"avatar_urls":"x"}""", "avatar_urls")]
    [InlineData("""{"avatar_urls":{"thumbnail":"/media/t","small":"/media/s","medium":"data:,","large":"/media/l"}}""", "avatar_urls")]
    [InlineData("""{"username":"a b"}""", "username")]
    public async Task A_bad_profile_field_is_named(string body, string field) =>
        (await Api.Patch("/me", body, (await Register("ana"))["access_token"])).ShouldRefuse(400, "invalid", field);

    [Fact]
    public async Task A_member_removes_itself_with_its_password_and_is_gone()
    {
        var (ana, ben) = (await Register("ana"), await Register("ben"));
        var id = ana.Body.GetProperty("user").GetProperty("id").GetInt64();

        (await Api.Send(HttpMethod.Delete, "/me", ana["access_token"], null)).ShouldRefuse(400, "invalid", "password");
        (await Api.Send(HttpMethod.Delete, "/me", ana["access_token"], NativeApi.Json("""{"password":"wrong"}"""))).ShouldRefuse(401, "wrong_credentials", "password");
        (await Api.Send(HttpMethod.Delete, "/me", ana["access_token"], NativeApi.Json("""{"password":"correct horse"}"""))).Status.ShouldBe(204);

        (await Api.Get("/me", ana["access_token"])).ShouldRefuse(401, "token_invalid");
        (await Api.Get($"/users/{id}", ben["access_token"])).ShouldRefuse(404, "not_found");
        (await Api.Get("/users?q=ana", ben["access_token"])).Body.GetProperty("users").GetArrayLength().ShouldBe(0);
        await Register("ana");
    }

    [Fact]
    public async Task A_guest_removes_itself_without_a_body()
    {
        var guest = await Api.Post("/guests", """{"name":"cid"}""");
        (await Api.Send(HttpMethod.Delete, "/me", guest["access_token"], null)).Status.ShouldBe(204);
        (await Api.Get("/me", guest["access_token"])).ShouldRefuse(401, "token_invalid");
    }

    [Theory]
    [InlineData("/users/999999")]
    [InlineData("/users/0")]
    [InlineData("/users/-1")]
    [InlineData("/users/abc")]
    [InlineData("/users/99999999999999999999999")]
    public async Task Nobody_is_not_found(string path)
    {
        var ana = await Register("ana");
        (await Api.Get(path, ana["access_token"])).ShouldRefuse(404, "not_found");
    }

    [Theory]
    [InlineData("/users", "q")]
    [InlineData("/users?q=", "q")]
    [InlineData("/users?q=ana&limit=-1", "limit")]
    [InlineData("/users?q=ana&limit=0", "limit")]
    [InlineData("/users?q=ana&limit=99999999999", "limit")]
    [InlineData("/users?q=ana&limit=x", "limit")]
    public async Task A_search_with_bad_bounds_is_told_so(string path, string field)
    {
        var ana = await Register("ana");
        (await Api.Get(path, ana["access_token"])).ShouldRefuse(400, "invalid", field);
    }

    [Theory]
    [InlineData("/me")]
    [InlineData("/users/1")]
    [InlineData("/users?q=a")]
    public async Task Strangers_see_nobody(string path)
    {
        (await Api.Get(path)).ShouldRefuse(401, "unauthenticated");
        (await Api.Get(path, "rubbish")).ShouldRefuse(401, "token_invalid");
    }

    [Fact]
    public async Task Only_one_bearer_token_counts()
    {
        var token = (await Register("ana"))["access_token"];
        (await Status($"bearer {token}")).ShouldBe(200);
        (await Status($"Basic {token}")).ShouldBe(401);
        (await Status(token)).ShouldBe(401);
        (await Status("Bearer")).ShouldBe(401);
        (await Status("Bearer ")).ShouldBe(401);
        (await Status($"Bearer {token}", $"Bearer {token}")).ShouldBe(401);
        (await Status($"Bearer {token}, Bearer {token}")).ShouldBe(401);
    }

    private async Task<int> Status(params string[] authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await Api.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }
}
