using System.Net;
using System.Text.Json;

namespace Parlance.Tests.Server.Moderation;

/// <summary>What may be said, and how often.</summary>
public sealed class FilterAndSlowModeTests : ModerationTest
{
    [Fact]
    public async Task Filters_refuse_mask_and_flag_on_two_wires()
    {
        var ana = await Person("ana");
        await Filter("word", "Rübe", "refuse");
        await Filter("word", "green tea", "mask");
        await Filter("link", "evil.example", "mask");
        await Filter("word", "odd", "flag");
        var room = (await Ask("POST", "/api/v1/rooms", """{"name":"Lounge","key":"lounge"}""", ana)).Body.GetProperty("conversation").GetProperty("id").GetInt64();
        var socket = await Hello(ana);

        var refused = (await Command(socket, $$"""{"type":"send","conversation":{{room}},"content":"a RUBE!"}""")).GetProperty("error");
        (refused.GetProperty("code").GetString(), refused.GetProperty("field").GetString()).ShouldBe(("forbidden", "content"));
        await Command(socket, $$"""{"type":"send","conversation":{{room}},"content":"Green  TEA at https://www.evil.example/x?y now"}""");
        var sent = (await Command(socket, $$"""{"type":"send","conversation":{{room}},"content":"how odd"}""")).GetProperty("ok").GetProperty("message").GetInt64();
        var edit = await Command(socket, $$"""{"type":"edit","message":{{sent}},"content":"rübe"}""");
        edit.GetProperty("error").GetProperty("code").GetString().ShouldBe("forbidden");

        var texts = (await Ask("GET", $"/api/v1/conversations/{room}/messages", by: ana)).Body.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("content").GetString());
        texts.ShouldBe(["********** at **************************** now", "how odd"]);
        await Eventually.Holds(async () => (await Moderate("GET", "/reports")).Body.GetProperty("reports").EnumerateArray()
            .Any(report => report.GetProperty("reason").GetString() == "filter" && report.GetProperty("message").GetInt64() == sent) ? null : "The flagged message is not reported.");

        // The chat-rooms wire meets the same filters.
        var login = (await Ask("POST", "/auth/login", $$"""{"username":"ana","password":"{{Password}}"}""")).Body;
        var key = login.GetProperty("user").GetProperty("id").GetString();
        (await Ask("POST", "/rooms/lounge/messages", $$"""{"user_id":"{{key}}","content":"rube"}""", ana)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_filter_is_there_once_and_no_longer_counts_when_it_is_removed()
    {
        var ana = await Person("ana");
        var id = await Filter("word", "beet", "refuse");
        (await Moderate("POST", "/filters", """{"kind":"word","pattern":"beet","action":"mask"}""")).Status.ShouldBe(HttpStatusCode.Conflict);
        await Ask("POST", "/api/v1/rooms", """{"name":"Lounge","key":"lounge"}""", ana);
        (await Ask("POST", "/api/v1/conversations/lounge/messages", """{"content":"beet"}""", ana)).Status.ShouldBe(HttpStatusCode.Forbidden);

        (await Moderate("DELETE", $"/filters/{id}")).Status.ShouldBe(HttpStatusCode.OK);

        (await Ask("POST", "/api/v1/conversations/lounge/messages", """{"content":"beet"}""", ana)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Members_of_a_slow_room_wait_and_its_host_and_moderators_do_not()
    {
        var (ana, ben, mod) = (await Person("ana"), await Person("ben"), await Person("carl"));
        await Ask("POST", "/api/v1/rooms", """{"name":"Lounge","key":"lounge"}""", ana);
        await Ask("POST", "/api/v1/conversations/lounge/join", by: ben);
        await Ask("POST", "/api/v1/conversations/lounge/join", by: mod);
        await Ask("PATCH", $"/api/v1/conversations/lounge/members/{mod.Id}", """{"role":"moderator"}""", ana);

        (await Slow(600, ben)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Slow(3_601, mod)).Status.ShouldBe(HttpStatusCode.BadRequest);
        var (status, changed) = await Slow(600, mod);
        (status, changed.GetProperty("conversation").GetProperty("slow_mode_s").GetInt32()).ShouldBe((HttpStatusCode.OK, 600));

        (await Write(ben)).Status.ShouldBe(HttpStatusCode.Created);
        var (tooSoon, problem) = await Write(ben);
        (tooSoon, problem.GetProperty("retry_after_ms").GetInt64()).ShouldSatisfyAllConditions(
            answer => answer.tooSoon.ShouldBe(HttpStatusCode.TooManyRequests), answer => answer.Item2.ShouldBeInRange(1, 600_000));
        foreach (var one in new[] { ana, ana, mod, mod })
            (await Write(one)).Status.ShouldBe(HttpStatusCode.Created);
        (await Slow(0, ana)).Status.ShouldBe(HttpStatusCode.OK);
        (await Write(ben)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_block_stops_messages_new_conversations_and_typing_both_ways_and_does_not_say_whose_it_is()
    {
        var (ana, ben, carl) = (await Person("ana"), await Person("ben"), await Person("carl"));
        var direct = (await Ask("POST", "/api/v1/direct", $$"""{"user":{{ben.Id}}}""", ana)).Body.GetProperty("conversation").GetProperty("id").GetInt64();
        var socket = await Hello(ana);
        await Command(socket, $$"""{"type":"send","conversation":{{direct}},"content":"before"}""");

        (await Command(socket, $$"""{"type":"block","user":{{ben.Id}}}""")).TryGetProperty("ok", out _).ShouldBeTrue();
        await Ask("POST", "/api/v1/blocks", $$"""{"user":{{carl.Id}}}""", ana);

        var hers = (await Command(socket, $$"""{"type":"send","conversation":{{direct}},"content":"after"}""")).GetProperty("error");
        var (status, his) = await Ask("POST", $"/api/v1/conversations/{direct}/messages", """{"content":"why"}""", ben);
        (status, his.GetProperty("message").GetString()).ShouldBe((HttpStatusCode.Forbidden, hers.GetProperty("message").GetString()));
        (await Command(socket, $$"""{"type":"typing","conversation":{{direct}},"on":true}""")).GetProperty("error").GetProperty("code").GetString().ShouldBe("forbidden");
        (await Ask("POST", "/api/v1/direct", $$"""{"user":{{ana.Id}}}""", carl)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Ask("GET", $"/api/v1/conversations/{direct}/messages", by: ben)).Status.ShouldBe(HttpStatusCode.OK);
        (await Ask("GET", "/api/v1/blocks", by: ana)).Body.GetProperty("users").EnumerateArray().Select(user => user.GetProperty("id").GetInt64()).ShouldBe([ben.Id, carl.Id]);
        (await Ask("GET", "/api/v1/blocks", by: ben)).Body.GetProperty("users").GetArrayLength().ShouldBe(0);

        await Ask("DELETE", $"/api/v1/blocks/{ben.Id}", by: ana);
        (await Command(socket, $$"""{"type":"send","conversation":{{direct}},"content":"again"}""")).TryGetProperty("ok", out _).ShouldBeTrue();
    }

    private async Task<long> Filter(string kind, string pattern, string action)
    {
        var (status, body) = await Moderate("POST", "/filters", $$"""{"kind":"{{kind}}","pattern":"{{pattern}}","action":"{{action}}"}""");
        status.ShouldBe(HttpStatusCode.Created);
        return body.GetProperty("filter").GetProperty("id").GetInt64();
    }

    private Task<(HttpStatusCode Status, JsonElement Body)> Slow(int seconds, Someone by) => Ask("PATCH", "/api/v1/conversations/lounge", $$"""{"slow_mode_s":{{seconds}}}""", by);

    private Task<(HttpStatusCode Status, JsonElement Body)> Write(Someone by) => Ask("POST", "/api/v1/conversations/lounge/messages", """{"content":"hello"}""", by);
}
