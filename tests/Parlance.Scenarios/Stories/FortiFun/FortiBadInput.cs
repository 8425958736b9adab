namespace Parlance.Scenarios.Stories.FortiFun;

/// <summary>What nobody should send: clear refusals, never a 500, and nothing half done.</summary>
public class FortiBadInput(FortiServers servers)
{
    [Theory, EveryEngine]
    public async Task Other_peoples_conversations_are_not_there_and_nothing_happens_to_them(Engine engine) // defect 7
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        var carl = await chat.Person("carl");
        var message = (await ana.Messages(id))[0].Number("id");
        foreach (var (method, path) in ((string, string)[])[
            ("GET", $"{id}/"), ("DELETE", $"{id}/leave/"), ("GET", $"{id}/messages/"), ("GET", $"{id}/messages/?page=1"), ("POST", $"{id}/messages/"), ("GET", $"{id}/messages/{message}/"), ("PUT", $"{id}/messages/{message}/"),
            ("PATCH", $"{id}/messages/{message}/"), ("DELETE", $"{id}/messages/{message}/"), ("POST", $"{id}/messages/{message}/mark_read/")])
        {
            var answer = await carl.Http.Send(new HttpMethod(method), $"/api/v1/conversations/{path}", method is "GET" or "DELETE" ? null : Json(Body.Of(("content", "x"))));
            answer.ShouldRefuse(404, "Pas trouvé.");
        }

        var listed = (await bob.Conversations()).ShouldHaveSingleItem();
        listed.Number("unread_count").ShouldBe(1);
        listed.GetProperty("last_message").GetProperty("is_read").GetBoolean().ShouldBeFalse();
        listed.GetProperty("last_message").Text("content").ShouldBe("hi");
    }

    [Theory, EveryEngine]
    public async Task Ids_that_are_none_are_not_found(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, _, id) = await chat.Pair();
        foreach (var bad in (string[])["0", "-1", "x", "1.5", "99999999999999999999", "9007199254740993", "1e3"])
        {
            foreach (var path in (string[])[$"/api/v1/conversations/{bad}/", $"/api/v1/conversations/{bad}/messages/", $"/api/v1/conversations/{id}/messages/{bad}/", $"/api/v1/accounts/users/{bad}/"])
                (await ana.Http.Get(path)).Status.ShouldBe(404, path);
        }

        foreach (var bad in (string[])["?page=0", "?page=-1", "?page=x", "?page=2", "?page=99999999999999999999", "?page="])
        {
            (await ana.Http.Get($"/api/v1/conversations/{bad}")).ShouldRefuse(404, "Page non valide.");
            (await ana.Http.Get($"/api/v1/conversations/{id}/messages/{bad}")).ShouldRefuse(404, "Page non valide.");
        }

        (await ana.Http.Get($"/api/v1/conversations/{id}/messages/?limit=x")).ShouldRefuse(400);
        (await ana.Http.Get($"/api/v1/conversations/{id}/messages/?before_id=x")).ShouldRefuse(400);
        (await ana.Http.Get($"/api/v1/conversations/{id}/messages/?before_id=999999")).ShouldRefuse(404);
    }

    [Theory, EveryEngine]
    public async Task Fields_of_the_wrong_type_are_named(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        string[] values = ["7", "true", "null", "[]", "{}", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\""];
        async Task Refuses(HttpMethod method, string path, string field, string others, params string[] fine)
        {
            foreach (var value in values.Except(fine))
            {
                var answer = await ana.Http.Send(method, path, Json($$"""{"{{field}}":{{value}}{{others}}}"""));
                answer.Status.ShouldBe(400, $"{path} {field}={value}: {answer.Text}");
                answer.ShouldRefuse(400);
            }
        }

        await Refuses(HttpMethod.Post, "/api/v1/conversations/", "participant_id", ""","message":"hi" """, "7");
        await Refuses(HttpMethod.Post, "/api/v1/conversations/", "message", $$""","participant_id":{{bob.Id}}""");
        await Refuses(HttpMethod.Post, $"/api/v1/conversations/{id}/messages/", "content", "");
        await Refuses(HttpMethod.Post, $"/api/v1/conversations/{id}/messages/", "conversation", ""","content":"x" """, "null", "\"\"", $"{id}"); // it may be the very one
        await Refuses(HttpMethod.Post, $"/api/v1/conversations/{id}/messages/", "attachment", ""","content":"x" """, "null", "\"\"", "\" \"");
        await Refuses(HttpMethod.Post, "/api/v1/accounts/auth/register", "email", ""","password":"secret7" """);
        await Refuses(HttpMethod.Post, "/api/v1/accounts/auth/register", "password", ""","email":"q@x.example" """);
        await Refuses(HttpMethod.Post, "/api/v1/accounts/auth/refresh", "refresh", "", "7");
        await Refuses(HttpMethod.Post, "/api/v1/auth/register/", "username", ""","email":"q@x.example","password":"secret7","password2":"secret7" """);
        await Refuses(HttpMethod.Post, "/api/v1/matching/like/", "user_id", "", "7");
        await Refuses(HttpMethod.Post, "/api/v1/accounts/device-tokens/", "token", "");

        (await ana.Http.Post("/api/v1/conversations/", Body.Of(("participant_id", ana.Id), ("message", "hi")))).Json.GetProperty("participant_id")[0].GetString()
            .ShouldBe("Vous ne pouvez pas créer une conversation avec vous-même.");
        (await ana.Http.Post("/api/v1/conversations/", Body.Of(("participant_id", 999_999_999), ("message", "hi")))).Json.GetProperty("participant_id")[0].GetString()
            .ShouldBe("L'utilisateur spécifié n'existe pas.");
        (await ana.Http.Post($"/api/v1/conversations/{id}/messages/", Body.Of(("content", new string('é', 4_001))))).ShouldRefuse(400);
        (await ana.Messages(id)).Count.ShouldBe(1);
        (await ana.Conversations()).Count.ShouldBe(1);
    }

    [Theory, EveryEngine]
    public async Task Every_path_is_the_same_with_a_slash_at_its_end(Engine engine) // X10
    {
        await using var chat = await servers.On(engine);
        var (ana, _, id) = await chat.Pair();
        foreach (var path in (string[])["/api/v1/accounts/users/me", $"/api/v1/conversations/{id}", "/api/v1/conversations", $"/api/v1/conversations/{id}/messages", "/api/v1/matching/preferences", "/api/v1/auth/profile", "/api/v1/accounts/device-tokens"])
            (await ana.Http.Get(path)).Text.ShouldBe((await ana.Http.Get(path + "/")).Text, path);
    }

    [Theory, EveryEngine]
    public async Task What_was_harmful_in_the_server_before_is_not_there(Engine engine) // defect 14
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Person("ana");
        foreach (var path in (string[])["/api/v1/accounts/files/fix-image", "/api/v1/accounts/fix-images", "/api/v1/seed", "/api/v1/accounts/seed"])
            (await ana.Http.Post(path, """{"url":"http://127.0.0.1/"}""")).Status.ShouldBe(404, path);
    }

    [Fact]
    public async Task No_secret_of_the_source_signs_tokens_in_production() // defect 15
    {
        var refused = await Should.ThrowAsync<InvalidOperationException>(() => FortiChat.On(Engine.Sqlite, new ServerSettings().With("DEBUG", "False").With("SECRET_KEY", "")));
        refused.Message.ShouldContain("SECRET_KEY");
    }

    [Theory, EveryEngine]
    public async Task Pages_elsewhere_are_let_in_by_name_only(Engine engine) // defect 17
    {
        await using var chat = await FortiChat.On(engine, new ServerSettings().With("ENVIRONMENT", "production").With("CORS_ALLOWED_ORIGINS", "https://*.onrender.com"));
        var http = chat.Stranger();
        var named = await http.Get("/health", ("Origin", "https://app.onrender.com"));
        named.Headers["Access-Control-Allow-Origin"].ShouldBe("https://app.onrender.com");
        foreach (var origin in (string[])["https://evil.example", "http://localhost:3000"])
            (await http.Get("/health", ("Origin", origin))).Headers.ShouldNotContainKey("Access-Control-Allow-Origin");
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");
}
