namespace Parlance.Scenarios.Stories.Blink;

/// <summary>Accounts and reports over HTTP. S10, defects 8, 10.</summary>
public class Accounts(BlinkServers servers) : IClassFixture<BlinkServers>
{
    [Theory, EveryEngine]
    public async Task Registering_signing_in_and_reporting(Engine engine) // S10
    {
        await using var chat = await servers.On(engine);
        var (bob, cleo) = (await chat.Person("bob"), await chat.Person("cleo"));
        var again = await chat.Stranger().Post("/api/auth/register/", Body.Of(("username", bob.Name), ("password", "secret1")));
        again.ShouldRefuse(400);
        again.Json.GetProperty("username")[0].GetString().ShouldBe("A user with that username already exists.");
        (await bob.Http.Get("/api/auth/me/")).Ok().Number("user_id").ShouldBe(bob.Id);

        var made = await bob.Http.Post("/api/reports/", Body.Of(("reported_user", cleo.Id), ("reason", "spam")));
        made.Status.ShouldBe(201, made.Text);
        made.Json.EnumerateObject().Select(field => field.Name).ShouldBe(["id", "reported_user", "reason", "description", "session_id", "created_at"]);
        (made.Json.Number("reported_user"), made.Json.Text("reason"), made.Json.Text("description"), made.Json.Text("session_id")).ShouldBe((cleo.Id, "spam", "", ""));
        made.Json.Text("created_at").ShouldBeRecent();
        var stranger = await chat.Stranger().Post("/api/reports/", Body.Of(("reported_user", cleo.Id), ("reason", "spam")));
        stranger.ShouldRefuse(401, "Authentication credentials were not provided.");
        stranger.Headers["WWW-Authenticate"].ShouldBe("Bearer realm=\"api\"");
        foreach (var path in (string[])["/api/auth/register/", "/api/auth/register", "/api/auth/token/", "/api/reports/"])
            (await bob.Http.Get(path)).ShouldRefuse(405, "Method \"GET\" not allowed.");
    }

    [Theory, EveryEngine]
    public async Task A_report_that_cannot_be_is_told_by_field(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (bob, cleo) = (await chat.Person("bob"), await chat.Person("cleo"));
        foreach (var (body, field, text) in ((string, string, string)[])[
            ("""{"reason":"spam"}""", "reported_user", "This field is required."),
            ("""{"reported_user":null,"reason":"spam"}""", "reported_user", "This field may not be null."),
            ("""{"reported_user":"anonymous_ab12","reason":"spam"}""", "reported_user", "A valid integer is required."),
            ("""{"reported_user":99999999,"reason":"spam"}""", "reported_user", "Invalid pk \"99999999\" - object does not exist."),
            ("""{"reported_user":0,"reason":"spam"}""", "reported_user", "Invalid pk \"0\" - object does not exist."),
            ($$"""{"reported_user":{{bob.Id}},"reason":"spam"}""", "reported_user", "You cannot report yourself."),
            ($$"""{"reported_user":{{cleo.Id}}}""", "reason", "This field is required."),
            ($$"""{"reported_user":{{cleo.Id}},"reason":"x"}""", "reason", "\"x\" is not a valid choice."),
            ($$"""{"reported_user":{{cleo.Id}},"reason":7}""", "reason", "Not a valid string."),
            ($$"""{"reported_user":{{cleo.Id}},"reason":"spam","description":"{{new string('x', 4_001)}}"}""", "description", "Ensure this field has no more than 4000 characters."),
            ($$"""{"description":{},"reported_user":{{cleo.Id}},"reason":"spam"}""", "description", "Not a valid string."),
            ($$"""{"reported_user":{{cleo.Id}},"reason":"spam","session_id":"{{new string('x', 65)}}"}""", "session_id", "Ensure this field has no more than 64 characters.")])
        {
            var refused = await bob.Http.Post("/api/reports/", body);
            refused.ShouldRefuse(400);
            refused.Json.GetProperty(field)[0].GetString().ShouldBe(text, body.Length > 200 ? field : body);
        }

        (await bob.Http.Post("/api/reports/", "{")).ShouldRefuse(400);
        (await bob.Http.Post("/api/reports/", "{")).Json.Text("detail").ShouldStartWith("JSON parse error - ");
    }

    [Theory, EveryEngine]
    public async Task Ten_reports_a_minute_and_twenty_attempts_to_sign_in(Engine engine)
    {
        await using var chat = await BlinkChat.On(engine, new ServerSettings().With("RATE_LIMIT_SCALE", "1"));
        var bob = await chat.Person("bob");
        RoomsAnswer? last = null;
        for (var i = 0; i < 11; i++)
            last = await bob.Http.Post("/api/reports/", Body.Of(("reported_user", 999_999), ("reason", "spam")));
        last!.Status.ShouldBe(429);
        last.Json.Text("detail")!.ShouldMatch(@"^Request was throttled\. Expected available in \d+ seconds\.$");
        var guesser = chat.Stranger();
        for (var i = 0; i < 21; i++)
            last = await guesser.Post("/api/auth/token/", "{}"); // counted, and quicker than a password is compared
        last.Status.ShouldBe(429);
        last.Headers.ShouldContainKey("Retry-After");
    }

    [Theory, EveryEngine]
    public async Task What_is_wrong_with_a_registration_is_told_with_400_in_debug_mode_too(Engine engine) // defects 8, 10
    {
        await using var chat = await BlinkChat.On(engine, new ServerSettings().With("DEBUG", "True"));
        foreach (var (body, field, text) in ((string, string, string)[])[
            ("""{"password":"secret1"}""", "username", "This field is required."), ("""{"username":"","password":"secret1"}""", "username", "This field may not be blank."),
            ("""{"username":"two words","password":"secret1"}""", "username", "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters."),
            ($$"""{"username":"{{new string('a', 151)}}","password":"secret1"}""", "username", "Ensure this field has no more than 150 characters."),
            ("""{"username":"bob","password":"short"}""", "password", "Ensure this field has at least 6 characters."),
            ("""{"username":"bob","password":"secret1","email":"no"}""", "email", "Enter a valid email address.")])
        {
            var refused = await chat.Stranger().Post("/api/auth/register/", body);
            refused.ShouldRefuse(400);
            refused.Json.GetProperty(field)[0].GetString().ShouldBe(text);
        }
    }
}
