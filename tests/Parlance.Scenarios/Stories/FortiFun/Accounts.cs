namespace Parlance.Scenarios.Stories.FortiFun;

/// <summary>Accounts by e-mail address, in the API the app calls and in the older one.</summary>
public class Accounts(FortiServers servers)
{
    private const string Prefix = "/api/v1/accounts";

    [Theory, EveryEngine]
    public async Task Somebody_registers_signs_in_and_renews_their_tokens(Engine engine) // S1
    {
        await using var chat = await servers.On(engine);
        var http = chat.Stranger();
        var local = FortiChat.Unique("ana");
        var body = Body.Of(("email", $"{local}@x.example"), ("password", "secret"), ("name", "Ana B"));

        var registered = await http.Post($"{Prefix}/auth/register", body);
        registered.Status.ShouldBe(201, registered.Text);
        var user = registered.Json.GetProperty("user");
        (user.Text("first_name"), user.Text("last_name"), user.Text("username"), user.Text("email")).ShouldBe(("Ana", "B", local, $"{local}@x.example"));
        registered.Json.Text("access").ShouldNotBeNullOrEmpty();

        (await http.Post($"{Prefix}/auth/register/", body)).ShouldRefuse(400, "email already registered");
        (await http.Post($"{Prefix}/auth/register", Body.Of(("email", $"{local.ToUpperInvariant()}@X.example"), ("password", "secret")))).ShouldRefuse(400, "email already registered");
        (await http.Post($"{Prefix}/auth/register", Body.Of(("email", "x@y.example")))).ShouldRefuse(400, "email and password required");
        (await http.Post($"{Prefix}/auth/register", Body.Of(("email", $"{local}2@x.example"), ("password", "short")))).ShouldRefuse(400, "password too short");

        var login = (await http.Post($"{Prefix}/auth/login", Body.Of(("email", $"{local}@X.example"), ("password", "secret")))).Ok();
        login.GetProperty("user").Number("id").ShouldBe(user.Number("id"));
        (await http.Post($"{Prefix}/auth/login", Body.Of(("email", $"{local}@x.example"), ("password", "wrong!")))).ShouldRefuse(401, "invalid credentials");
        (await http.Post($"{Prefix}/auth/login", Body.Of(("email", "nobody@x.example"), ("password", "wrong!")))).ShouldRefuse(401, "invalid credentials");
        (await http.Post($"{Prefix}/auth/login", "{}")).ShouldRefuse(400, "email and password required");

        var renewed = (await http.Post($"{Prefix}/auth/refresh", Body.Of(("refresh", login.Text("refresh"))))).Ok();
        renewed.GetProperty("user").Number("id").ShouldBe(user.Number("id"));
        renewed.Text("refresh").ShouldNotBe(login.Text("refresh"));
        (await http.Get($"{Prefix}/users/me")).ShouldRefuse(401, "Informations d'authentification non fournies.");
        http.Token = renewed.Text("access");
        (await http.Get($"{Prefix}/users/me/")).Ok().Number("id").ShouldBe(user.Number("id"));

        // A spent refresh token ends the session, whoever it was that used it twice.
        var replayed = await http.Post($"{Prefix}/auth/refresh", Body.Of(("refresh", login.Text("refresh"))));
        replayed.Status.ShouldBe(401, replayed.Text);
        replayed.Json.Text("code").ShouldBe("token_not_valid");
        (await http.Get($"{Prefix}/users/me")).Status.ShouldBe(401);
        (await http.Post($"{Prefix}/auth/refresh", "{}")).Json.GetProperty("refresh")[0].GetString().ShouldBe("Ce champ est obligatoire.");
    }

    [Theory, EveryEngine]
    public async Task Two_with_the_same_local_part_get_different_usernames(Engine engine) // S2, defect 9
    {
        await using var chat = await servers.On(engine);
        var local = FortiChat.Unique("twin");
        Task<RoomsAnswer> Register(string email) => chat.Stranger().Post($"{Prefix}/auth/register", Body.Of(("email", email), ("password", "secret")));

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => Register($"{local}@host{i}.example")));

        answers.ShouldAllBe(answer => answer.Status == 201);
        var names = answers.Select(answer => answer.Json.GetProperty("user").Text("username")!).ToList();
        names.Distinct().Count().ShouldBe(5);
        names.ShouldContain(local);
        names.ShouldAllBe(name => name.StartsWith(local));

        var same = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Register($"{local}.once@x.example")));
        same.Count(answer => answer.Status == 201).ShouldBe(1);
        same.Where(answer => answer.Status != 201).ShouldAllBe(answer => answer.Status == 400 && answer.Json.Text("detail") == "email already registered");
    }

    [Theory, EveryEngine]
    public async Task Everybody_edits_their_own_profile_and_others_see_the_public_part(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Person("ana"), await chat.Person("bob"));

        var changed = (await ana.Http.Put($"{Prefix}/users/me", """
            {"first_name":"Anna","last_name":"Bell","bio":"hello","date_of_birth":"2000-12-31","phone_number":"+33 6 12 34 56 78","location":"Paris","latitude":48.85,"longitude":"2.35","interests":["sport","tricot"]}
            """)).Ok();
        changed.Text("first_name").ShouldBe("Anna");
        changed.Text("date_of_birth").ShouldBe("2000-12-31");
        changed.GetProperty("interests").EnumerateArray().Texts("name").ShouldBe(["sport", "tricot"]);
        changed.GetProperty("preferences").Number("min_age").ShouldBe(18);

        var seen = (await bob.Http.Get($"{Prefix}/users/{ana.Id}/")).Ok();
        seen.Text("bio").ShouldBe("hello");
        foreach (var hidden in (string[])["email", "phone_number", "date_of_birth", "preferences", "last_login", "latitude"])
            seen.TryGetProperty(hidden, out _).ShouldBeFalse(hidden);
        (await bob.Http.Get($"{Prefix}/users/999999999/")).ShouldRefuse(404, "Pas trouvé.");

        (await bob.Http.Send(HttpMethod.Patch, $"{Prefix}/users/me", Json(Body.Of(("email", ana.Email))))).Status.ShouldBe(400);
        foreach (var bad in (string[])["""{"date_of_birth":"yesterday"}""", """{"latitude":91}""", """{"interests":"sport"}""", """{"interests":[1]}""", """{"first_name":7}""", """{"email":"x"}""", """{"username":""}""", """{"phone_number":"call me"}""", "[1]", "{"])
            (await bob.Http.Send(HttpMethod.Patch, $"{Prefix}/users/me", Json(bad))).ShouldRefuse(400);
        (await bob.Self()).Text("email").ShouldBe(bob.Email);
    }

    [Theory, EveryEngine]
    public async Task The_older_account_api_is_there_too(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var http = chat.Stranger();
        var name = FortiChat.Unique("old");
        var body = Body.Of(("username", name), ("email", $"{name}@x.example"), ("password", "secret7"), ("password2", "secret7"), ("first_name", "Ol"), ("last_name", "D"));

        (await http.Post("/api/v1/auth/register/", body.Replace("\"password2\":\"secret7\"", "\"password2\":\"other\""))).Json.GetProperty("password")[0].GetString().ShouldBe("Les mots de passe ne correspondent pas.");
        var registered = await http.Post("/api/v1/auth/register/", body);
        registered.Status.ShouldBe(201, registered.Text);
        registered.Text.ShouldBe(Body.Of(("username", name), ("email", $"{name}@x.example"), ("first_name", "Ol"), ("last_name", "D")));
        (await http.Post("/api/v1/auth/register/", body)).Status.ShouldBe(400);

        var tokens = (await http.Post("/api/token/", Body.Of(("username", name), ("password", "secret7")))).Ok();
        (await http.Post("/api/token", Body.Of(("username", $"{name}@x.example"), ("password", "secret7")))).Ok();
        (await http.Post("/api/token/", Body.Of(("username", name), ("password", "wrong77")))).Status.ShouldBe(401);
        tokens = (await http.Post("/api/token/refresh/", Body.Of(("refresh", tokens.Text("refresh"))))).Ok();
        http.Token = tokens.Text("access");

        (await http.Get("/api/v1/auth/profile/")).Ok().Text("username").ShouldBe(name);
        (await http.Post("/api/v1/auth/update-status/")).Ok().Text("detail").ShouldBe("Statut en ligne mis à jour");
        (await http.Get("/api/v1/auth/profile/")).Ok();
        var change = Body.Of(("old_password", "secret7"), ("new_password", "another7"), ("new_password2", "another7"));
        (await http.Put("/api/v1/auth/change-password/", change.Replace("\"old_password\":\"secret7\"", "\"old_password\":\"no\""))).Json.GetProperty("old_password")[0].GetString()
            .ShouldBe("Le mot de passe actuel est incorrect.");
        (await http.Put("/api/v1/auth/change-password/", change)).Ok().Text("detail").ShouldBe("Mot de passe changé avec succès");
        (await http.Get("/api/v1/auth/profile/")).Ok(); // the caller stays signed in
        (await http.Post("/api/token/", Body.Of(("username", name), ("password", "another7")))).Ok();
        (await http.Post("/api/v1/auth/logout/", Body.Of(("refresh", tokens.Text("refresh"))))).Ok().Text("detail").ShouldBe("Déconnexion réussie");
        (await http.Get("/api/v1/auth/profile/")).Status.ShouldBe(401);
    }

    [Theory, EveryEngine]
    public async Task Nothing_works_without_a_token(Engine engine) // defect 6
    {
        await using var chat = await servers.On(engine);
        var stranger = chat.Stranger();
        foreach (var path in (string[])["/users/me", "/users/1", "/device-tokens/"])
            (await stranger.Get(Prefix + path)).ShouldRefuse(401, "Informations d'authentification non fournies.");
        foreach (var path in (string[])["/api/v1/conversations/", "/api/v1/matching/potential-matches/", "/api/v1/matches/", "/api/v1/auth/profile/"])
            (await stranger.Get(path)).ShouldRefuse(401);
        foreach (var path in (string[])["/api/v1/matching/like/", "/api/v1/matching/skip/", $"{Prefix}/files/profile-picture", $"{Prefix}/files/message-attachment"])
            (await stranger.Post(path, "{}")).ShouldRefuse(401);

        stranger.Token = "garbage";
        var refused = await stranger.Get($"{Prefix}/users/me");
        refused.ShouldRefuse(401);
        refused.Json.Text("code").ShouldBe("token_not_valid");
        refused.Json.GetProperty("messages").GetArrayLength().ShouldBe(1);
    }

    [Theory, EveryEngine]
    public async Task What_health_checks_of_deployments_ask_is_answered(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var http = chat.Stranger();
        (await http.Get($"{Prefix}/auth/login")).ShouldRefuse(405);
        (await http.Send(HttpMethod.Head, $"{Prefix}/auth/login", null)).Status.ShouldBe(405);
        var health = (await http.Get("/health/")).Ok();
        (health.Text("status"), health.Text("message")).ShouldBe(("healthy", "Backend is running"));
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");
}
