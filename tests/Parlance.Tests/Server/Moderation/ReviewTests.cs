using System.Net;
using System.Text.Json;
using Parlance.Core.Accounts;

namespace Parlance.Tests.Server.Moderation;

/// <summary>From a report to what came of it.</summary>
public sealed class ReviewTests : ModerationTest
{
    [Fact]
    public async Task A_reported_message_is_reviewed_its_sender_banned_their_socket_closed_and_it_is_on_record()
    {
        var (ana, ben) = (await Person("ana"), await Person("ben"));
        var (_, direct) = await Ask("POST", "/api/v1/direct", $$"""{"user":{{ben.Id}}}""", ana);
        var conversation = direct.GetProperty("conversation").GetProperty("id").GetInt64();
        var (_, said) = await Ask("POST", $"/api/v1/conversations/{conversation}/messages", """{"content":"rude words"}""", ben);
        var message = said.GetProperty("message").GetInt64();
        var his = await Hello(ben);

        var hers = await Hello(ana);
        var made = (await Command(hers, $$"""{"type":"report","message":{{message}},"reason":"harassment"}""")).GetProperty("ok");
        var report = made.GetProperty("report").GetInt64();
        var (again, repeated) = await Ask("POST", "/api/v1/reports", $$"""{"message":{{message}},"reason":"spam"}""", ana);
        (again, repeated.GetProperty("report").GetInt64()).ShouldBe((HttpStatusCode.Created, report));

        var (_, queue) = await Moderate("GET", "/reports?state=open");
        var listed = queue.GetProperty("reports").EnumerateArray().ShouldHaveSingleItem();
        listed.GetProperty("evidence").GetProperty("message").GetProperty("content").GetString().ShouldBe("rude words");
        var (status, decided) = await Moderate("POST", $"/reports/{report}/decision", """{"state":"upheld","note":"clear case","ban":"user","ban_duration_s":3600}""");

        (status, decided.GetProperty("report").GetProperty("state").GetString()).ShouldBe((HttpStatusCode.OK, "upheld"));
        (await CodeOfClose(his)).ShouldBe(4003);
        (await Ask("GET", "/api/v1/me", by: ben)).Body.GetProperty("code").GetString().ShouldBe("banned");
        var (_, audit) = await Moderate("GET", "/audit?limit=2");
        audit.GetProperty("entries").EnumerateArray().Select(entry => (entry.GetProperty("action").GetString(), entry.GetProperty("actor").GetInt64(), entry.GetProperty("reason").GetString()))
            .ShouldBe([("ban", Admin.Id, "clear case"), ("report.decide", Admin.Id, "clear case")]);
        (await Moderate("POST", $"/reports/{report}/decision", """{"state":"dismissed"}""")).Status.ShouldBe(HttpStatusCode.Conflict);

        var (_, history) = await Moderate("GET", $"/users/{ben.Id}");
        history.GetProperty("bans").EnumerateArray().ShouldHaveSingleItem().GetProperty("kind").GetString().ShouldBe("account");
        var ban = history.GetProperty("bans")[0].GetProperty("id").GetInt64();
        (await Moderate("DELETE", $"/bans/{ban}?reason=enough")).Status.ShouldBe(HttpStatusCode.OK);
        (await Ask("POST", "/api/v1/sign-in", $$"""{"username":"ben","password":"{{Password}}"}""")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_moderators_come_in_and_only_admins_everywhere()
    {
        var (ana, mod) = (await Person("ana"), await Person("mod"));
        await Give(mod, UserRole.Moderator);
        var guest = (await Ask("POST", "/api/v1/guests", """{"name":"gus"}""")).Body;
        var gus = new Someone(guest.GetProperty("user").GetProperty("id").GetInt64(), guest.GetProperty("access_token").GetString()!);

        foreach (var path in new[] { "/reports", "/bans", "/audit", "/filters", "/matches", "/refusals", $"/users/{ana.Id}" })
        {
            (await Ask("GET", "/api/v1/moderation" + path)).Status.ShouldBe(HttpStatusCode.Unauthorized, path);
            (await Moderate("GET", path, by: ana)).Status.ShouldBe(HttpStatusCode.Forbidden, path);
            (await Moderate("GET", path, by: gus)).Status.ShouldBe(HttpStatusCode.Forbidden, path);
            (await Moderate("GET", path, by: mod)).Status.ShouldBe(path is "/matches" or "/refusals" ? HttpStatusCode.Forbidden : HttpStatusCode.OK, path);
            (await Moderate("GET", path)).Status.ShouldBe(HttpStatusCode.OK, path);
        }

        (await Moderate("PATCH", $"/users/{ana.Id}", """{"role":"moderator"}""", mod)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Moderate("POST", "/bans", $$"""{"user":{{Admin.Id}},"reason":"coup"}""", mod)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Moderate("POST", "/bans", $$"""{"user":{{mod.Id}},"reason":"coup"}""", mod)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Moderate("POST", "/bans", $$"""{"user":{{mod.Id}},"reason":"misuse"}""")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Roles_are_given_by_admins_and_one_admin_is_always_left()
    {
        var ana = await Person("ana");

        (await Moderate("PATCH", $"/users/{Admin.Id}", """{"role":"member"}""")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Moderate("PATCH", $"/users/{ana.Id}", """{"role":"admin"}""")).Body.GetProperty("role").GetString().ShouldBe("admin");
        var hers = new Someone(ana.Id, ana.Token);
        var both = await Task.WhenAll(Moderate("PATCH", $"/users/{ana.Id}", """{"role":"member"}"""), Moderate("PATCH", $"/users/{Admin.Id}", """{"role":"member"}""", hers));
        both.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
    }

    [Fact]
    public async Task A_moderator_deletes_a_message_in_a_conversation_of_others()
    {
        var (ana, ben) = (await Person("ana"), await Person("ben"));
        var (_, direct) = await Ask("POST", "/api/v1/direct", $$"""{"user":{{ben.Id}}}""", ana);
        var conversation = direct.GetProperty("conversation").GetProperty("id").GetInt64();
        var message = (await Ask("POST", $"/api/v1/conversations/{conversation}/messages", """{"content":"bad"}""", ben)).Body.GetProperty("message").GetInt64();

        (await Ask("DELETE", $"/api/v1/messages/{message}", by: Admin)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Moderate("DELETE", $"/messages/{message}?reason=rude")).Status.ShouldBe(HttpStatusCode.OK);

        var (_, page) = await Ask("GET", $"/api/v1/conversations/{conversation}/messages", by: ana);
        page.GetProperty("messages")[0].GetProperty("deleted").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("POST", "/reports/1/decision", """{"state":"maybe"}""", 400, "state")]
    [InlineData("POST", "/reports/1/decision", """{"state":7}""", 400, "state")]
    [InlineData("POST", "/reports/x/decision", """{"state":"upheld"}""", 404, null)]
    [InlineData("GET", "/reports?state=x", null, 400, "state")]
    [InlineData("GET", "/reports?limit=0", null, 400, "limit")]
    [InlineData("GET", "/reports/99999", null, 404, null)]
    [InlineData("POST", "/bans", """{"reason":"x"}""", 400, "user")]
    [InlineData("POST", "/bans", """{"user":1,"device":"d","reason":"x"}""", 400, "user")]
    [InlineData("POST", "/bans", """{"user":999999,"reason":"x"}""", 404, null)]
    [InlineData("POST", "/bans", """{"device":"d"}""", 400, null)]
    [InlineData("POST", "/bans", """{"device":"d","reason":" "}""", 400, "reason")]
    [InlineData("POST", "/bans", """{"device":"d","reason":"x","duration_s":-1}""", 400, "duration_s")]
    [InlineData("POST", "/bans", """{"address":"localhost","reason":"x"}""", 400, "address")]
    [InlineData("POST", "/bans", """{"address":"0.0.0.0/0","reason":"x"}""", 400, "address")]
    [InlineData("POST", "/bans", """{"address":"127.0.0.1","reason":"x"}""", 400, "address")]
    [InlineData("DELETE", "/bans/99999", null, 404, null)]
    [InlineData("GET", "/users/x", null, 404, null)]
    [InlineData("PATCH", "/users/999999", """{"role":"member"}""", 404, null)]
    [InlineData("PATCH", "/users/999999", """{"role":"guest"}""", 400, "role")]
    [InlineData("DELETE", "/messages/99999", null, 404, null)]
    [InlineData("GET", "/audit?before=x", null, 400, "before")]
    [InlineData("POST", "/filters", """{"kind":"regex","pattern":"a","action":"mask"}""", 400, "kind")]
    [InlineData("POST", "/filters", """{"kind":"word","pattern":"...","action":"mask"}""", 400, "pattern")]
    [InlineData("POST", "/filters", """{"kind":"link","pattern":"not a host","action":"mask"}""", 400, "pattern")]
    [InlineData("POST", "/filters", """{"kind":"word","pattern":"a","action":"burn"}""", 400, "action")]
    [InlineData("DELETE", "/filters/99999", null, 404, null)]
    [InlineData("GET", "/matches?before=-1", null, 400, "before")]
    [InlineData("GET", "/matches?user=9007199254740993&limit=201", null, 400, "limit")]
    public async Task Bad_input_is_named(string method, string path, string? body, int status, string? field)
    {
        var (answered, problem) = await Moderate(method, path, body);

        ((int)answered).ShouldBe(status);
        if (field is not null)
            problem.GetProperty("field").GetString().ShouldBe(field);
        problem.TryGetProperty("remedy", out var remedy).ShouldBeTrue();
        remedy.ValueKind.ShouldBe(JsonValueKind.String);
    }
}
