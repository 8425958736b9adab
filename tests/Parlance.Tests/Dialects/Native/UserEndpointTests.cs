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
