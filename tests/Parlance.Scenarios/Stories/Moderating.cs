using static Parlance.Scenarios.Harness.NativeWire;

namespace Parlance.Scenarios.Stories;

/// <summary>From a word in a call between strangers to the end of whoever said it.</summary>
public class Moderating(BlinkServers servers) : IClassFixture<BlinkServers>
{
    [Theory, EveryEngine]
    public async Task Somebody_reported_in_a_call_is_banned_and_gone_and_the_log_says_by_whom_and_why(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (root, rootId) = await Admin(chat);
        var bob = await chat.Person("bob");
        await using var gus = await Enters(chat.Server.Port, "gus");
        await Does(gus, """{"type":"match_join"}""");
        await Hears(gus, "match_waiting");
        var bobs = await chat.Comes(bob);
        var match = (await bobs.Sees("matched")).Text("session_id");
        (await Hears(gus, "matched")).Text("match").ShouldBe(match);

        var reported = (await gus.AskAsync($$"""{"type":"report","match":"{{match}}","reason":"harassment","description":"he shouts"}""")).GetProperty("ok").Number("report");
        var queued = (await root.Get("/api/v1/moderation/reports?state=open")).Ok().GetProperty("reports").EnumerateArray().Single(report => report.Number("id") == reported);
        queued.GetProperty("subject").Number("user").ShouldBe(bob.Id);
        (await root.Post($"/api/v1/moderation/reports/{reported}/decision", Body.Of(("state", "upheld"), ("note", "heard it myself"), ("ban", "user")))).Ok();

        (await bobs.IsShutOut(4003)).ShouldBe("banned");
        var over = await Hears(gus, "match_ended");
        (over.Text("match"), over.Text("reason"), over.GetProperty("own").GetBoolean()).ShouldBe((match, "banned", false));
        var audit = (await root.Get("/api/v1/moderation/audit?limit=2")).Ok().GetProperty("entries").EnumerateArray();
        audit.Select(entry => (entry.Text("action"), entry.Number("actor"), entry.Text("reason"))).ShouldBe([("ban", rootId, "heard it myself"), ("report.decide", rootId, "heard it myself")]);
        var record = (await root.Get($"/api/v1/moderation/matches?user={bob.Id}")).Ok().GetProperty("matches")[0];
        (record.Text("id"), record.Text("ending")).ShouldBe((match, "banned"));
        await (await chat.Opens($"?token={bob.Token}", "bob")).IsShutOut(4003);
    }

    [Theory, EveryEngine]
    public async Task What_strangers_say_to_each_other_goes_through_the_filters(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (root, _) = await Admin(chat);
        foreach (var (pattern, action) in ((string, string)[])[("kartoffel", "mask"), ("zwiebel", "refuse"), ("gurke", "flag")])
            (await root.Post("/api/v1/moderation/filters", Body.Of(("kind", "word"), ("pattern", pattern), ("action", action)))).Status.ShouldBe(201);
        var (a, b) = await chat.Pair();

        await a.Says("eine Kartoffel");
        (await b.Sees("chat")).Text("message").ShouldBe("eine *********");
        await a.Says("eine Zwiebel"); // refused, and this wire has no words for that
        await a.Says("eine Gurke");
        (await b.Sees("chat")).Text("message").ShouldBe("eine Gurke");

        await Eventually.Holds(async () =>
        {
            var reports = (await root.Get("/api/v1/moderation/reports?state=open")).Ok().GetProperty("reports").EnumerateArray().Where(report => report.Text("reason") == "filter").ToArray();
            return reports is [var flagged] && flagged.GetProperty("evidence").GetProperty("message").Text("content") == "eine Gurke" ? null : $"{reports.Length} reports";
        });
        await using var gus = await Enters(chat.Server.Port, "gus");
        await using var eva = await Enters(chat.Server.Port, "eva");
        await Does(gus, """{"type":"match_join","mode":"text"}""");
        await Does(eva, """{"type":"match_join","mode":"text"}""");
        await Hears(eva, "matched");
        (await eva.AskAsync("""{"type":"match_text","text":"zwiebel"}""")).GetProperty("error").Text("code").ShouldBe("forbidden");
    }

    /// <summary>Made in a shell beside the running server.</summary>
    [Theory, EveryEngine]
    public async Task A_room_is_closed_for_everybody_and_the_log_says_why(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (root, rootId) = await Admin(chat);
        await using var gus = await Enters(chat.Server.Port, "gus");
        var key = $"den-{Guid.NewGuid():N}";
        var room = (await gus.AskAsync($$"""{"type":"create_room","name":"The den","key":"{{key}}"}""")).GetProperty("ok").GetProperty("conversation").Number("id");

        (await root.Delete($"/api/v1/moderation/rooms/{room}?reason=not%20here")).Ok().GetProperty("conversation").GetProperty("deleted").GetBoolean().ShouldBeTrue();

        (await Hears(gus, "conversation")).GetProperty("value").GetProperty("deleted").GetBoolean().ShouldBeTrue();
        await IsRefused(gus, $$"""{"type":"send","conversation":{{room}},"content":"hello?"}""", "not_found");
        var entry = (await root.Get("/api/v1/moderation/audit?limit=1")).Ok().GetProperty("entries")[0];
        (entry.Text("action"), entry.Number("actor"), entry.Text("target"), entry.Text("reason")).ShouldBe(("room.close", rootId, $"conversation:{room}", "not here"));
        (await root.Delete($"/api/v1/moderation/rooms/{room}")).ShouldRefuse(404);
        (await root.Delete("/api/v1/moderation/rooms/nonsense")).ShouldRefuse(404);
    }

    private static async Task<(RoomsHttp Http, long Id)> Admin(BlinkChat chat)
    {
        var (exitCode, output) = await chat.Server.RunAsync("admin", "create", "--username", "root", "--password", BlinkChat.Password + "-long");
        exitCode.ShouldBe(0, output);
        var http = chat.Stranger();
        http.Token = (await http.Post("/api/auth/token/", Body.Of(("username", "root"), ("password", BlinkChat.Password + "-long")))).Ok().Text("access");
        return (http, (await http.Get("/api/v1/me")).Ok().Number("id"));
    }
}
