namespace Parlance.Tests.Dialects.Django;

/// <summary>Shared paths follow the families that are served (contracts R12).</summary>
public class ServedFamiliesTests
{
    [Fact]
    public async Task With_blink_alone_registration_gives_its_tokens_which_do_not_rotate()
    {
        await using var api = await DjangoApi.StartAsync(new() { ["FAMILIES"] = "blink" });
        var ana = await api.Register("ana");
        ana.Claims("access").GetProperty("fam").GetString().ShouldBe("blink");
        for (var i = 0; i < 2; i++)
            (await api.Post("/api/auth/token/refresh/", $$"""{"refresh":"{{ana["refresh"]}}"}""")).Should(200);
        (await api.Get("/api/health/")).Should(404);
        (await api.Post("/auth/logout", "{}")).Should(404);
    }

    [Fact]
    public async Task With_besage_alone_it_has_its_shared_paths_and_logs_out_itself()
    {
        await using var api = await DjangoApi.StartAsync(new() { ["FAMILIES"] = "besage", ["ACCESS_TOKEN_LIFETIME_MINUTES"] = "90" });
        var ana = await api.Register("ana");
        var claims = ana.Claims("access");
        (claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64()).ShouldBe(90 * 60);
        (await api.Get("/api/health/")).Should(200);
        (await api.Get("/api/")).Should(404);
        (await api.Post("/api/auth/token/", "{}")).Should(404);

        (await api.Post("/auth/logout/", "{}", ana["access"])).Should(200)["detail"].ShouldBe("Successfully logged out.");
        (await api.Post("/api/auth/token/refresh", $$"""{"refresh":"{{ana["refresh"]}}"}""")).ShouldRefuse(401, "Token is blacklisted");
        (await api.Post("/auth/logout/", "{}", "nonsense")).Should(200);
    }

    [Theory]
    [InlineData("rooms,forti")]
    [InlineData("native")]
    public async Task Without_both_there_is_nothing(string families)
    {
        await using var api = await DjangoApi.StartAsync(new() { ["FAMILIES"] = families });
        (await api.Post("/api/auth/register/", "{}")).Should(404);
        (await api.Post("/api/auth/token/refresh/", "{}")).Should(404);
    }

    [Fact]
    public async Task Whoever_guesses_too_much_is_told_when_to_come_back()
    {
        await using var api = await DjangoApi.StartAsync(new() { ["RATE_LIMIT_SCALE"] = "1" });
        for (var i = 0; i < 200; i++)
        {
            var answer = await api.Post("/api/auth/token/", """{"username":"ana","password":"wrong"}""");
            if (answer.Status == 401)
                continue;
            answer.Should(429)["detail"].ShouldMatch(@"^Request was throttled\. Expected available in \d+ seconds\.$");
            answer.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
            return;
        }

        Assert.Fail("Nobody was told to wait.");
    }
}
