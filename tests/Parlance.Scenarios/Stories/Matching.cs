using System.Text.Json;
using static Parlance.Scenarios.Harness.NativeWire;

namespace Parlance.Scenarios.Stories;

/// <summary>Random matching on the native wire, and with a visitor of another.</summary>
public class Matching(BlinkServers servers) : IClassFixture<BlinkServers>
{
    private const string Offer = """{"type":"offer","sdp":"v=0 é 😀"}""";

    [Theory, EveryEngine]
    public async Task A_native_guest_and_a_blink_visitor_meet_talk_and_part(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var visitor = await chat.Waits("visitor");
        await using var guest = await Enters(chat, "gus");
        await Does(guest, """{"type":"match_join"}""");

        var matched = await Hears(guest, "matched");
        var seen = await visitor.Sees("matched");
        (matched.Text("match"), matched.Text("mode"), matched.GetProperty("initiator").GetBoolean()).ShouldBe((seen.Text("session_id"), "video", false));
        seen.GetProperty("is_initiator").GetBoolean().ShouldBeTrue();
        var partner = matched.GetProperty("partner");
        (partner.Text("username"), partner.Text("name")).ShouldBe((null, ""));
        partner.GetProperty("user").ValueKind.ShouldBe(JsonValueKind.Null);
        partner.Text("key").ShouldStartWith("anonymous_");
        var gus = seen.GetProperty("partner");
        gus.Text("display_name").ShouldBe("gus");
        gus.GetProperty("meta").Number("user_id").ToString().ShouldBe(gus.Text("user_id"));

        await Does(guest, $$"""{"type":"match_signal","payload":{{Offer}}}""");
        (await visitor.SeesWords()).ShouldBe($$"""{"type":"signal","payload":{{Offer}}}""");
        await visitor.Sends($$"""{"type":"signal","payload":{{Offer}}}""");
        (await Hears(guest, "match_signal")).GetProperty("payload").GetRawText().ShouldBe(Offer);
        await Does(guest, """{"type":"match_text","text":"hello"}""");
        (await visitor.Sees("chat")).Text("message").ShouldBe("hello");
        await visitor.Says("hi");
        (await Hears(guest, "match_text")).Text("text").ShouldBe("hi");

        await visitor.Sends("""{"type":"next"}""");
        var over = await Hears(guest, "match_ended");
        (over.Text("match"), over.Text("reason"), over.GetProperty("own").GetBoolean()).ShouldBe((seen.Text("session_id"), "next", false));
        await visitor.SeesWaiting(); // and the guest, who is asked first, does not look again by itself
        await IsRefused(guest, """{"type":"match_why"}""", "not_found");
        await Does(guest, """{"type":"match_join"}""");
        await Hears(guest, "matched");
    }

    [Theory, EveryEngine]
    public async Task Who_asks_for_the_next_looks_again_and_the_partner_if_it_said_so(Engine engine)
    {
        await using var chat = await servers.On(engine);
        await using var ana = await Enters(chat, "ana");
        await using var ben = await Enters(chat, "ben");
        await Does(ana, """{"type":"match_join","auto":true}""");
        await Hears(ana, "match_waiting");
        await Does(ben, """{"type":"match_join","mode":"video"}""");
        (await Hears(ana, "matched")).GetProperty("initiator").GetBoolean().ShouldBeTrue();
        await Hears(ben, "matched");

        await IsRefused(ben, """{"type":"match_join"}""", "forbidden");
        await Does(ben, """{"type":"match_next"}""");
        (await Hears(ben, "match_ended")).GetProperty("own").GetBoolean().ShouldBeTrue();
        await Hears(ben, "match_waiting");
        (await Hears(ana, "match_ended")).GetProperty("own").GetBoolean().ShouldBeFalse();
        await Hears(ana, "match_waiting");
        var why = (await ana.AskAsync("""{"type":"match_why"}""")).GetProperty("ok");
        why.Number("waiting").ShouldBe(2);
        why.GetProperty("excluded").Number("recent").ShouldBe(1);
        await Hears(ana, "matched"); // after two seconds recent partners will do
        await Hears(ben, "matched");

        await Does(ben, """{"type":"match_leave"}""");
        (await Hears(ana, "match_ended")).Text("reason").ShouldBe("left");
        await Hears(ana, "match_waiting");
        await IsRefused(ben, """{"type":"match_next"}""", "not_found");
        await Does(ana, """{"type":"match_leave"}""");
        await IsRefused(ana, """{"type":"match_leave"}""", "not_found");
        (await chat.Waiting()).ShouldBe(0);
    }

    [Fact]
    public async Task Why_one_waits_counts_who_is_kept_apart_by_what()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        await using var ana = await Enters(chat, "ana");
        await using var ben = await Enters(chat, "ben");
        await using var cleo = await Enters(chat, "cleo");
        await Does(ana, """{"type":"match_join","languages":["es"],"device":"d-1"}""");
        await Does(ben, """{"type":"match_join","languages":["fr"]}""");
        await Does(cleo, """{"type":"match_join","mode":"text","device":"d-1"}""");
        await Hears(cleo, "match_waiting");

        var why = (await ana.AskAsync("""{"type":"match_why"}""")).GetProperty("ok");
        (why.Number("waiting"), why.Number("looked_at"), why.Number("by_their_wishes")).ShouldBe((3, 2, 0));
        why.GetProperty("excluded").GetRawText().ShouldBe("""{"same_device":1,"language":1}""");
        why.GetProperty("by_my_wishes").Number("language").ShouldBeGreaterThanOrEqualTo(1);
        var wish = why.GetProperty("gives_up").EnumerateArray().ShouldHaveSingleItem();
        wish.Text("wish").ShouldBe("language");
        wish.Number("in_ms").ShouldBeInRange(1, 40_000);
    }

    [Theory]
    [InlineData("\"mode\":\"audio\"", "mode")]
    [InlineData("\"mode\":7", "mode")]
    [InlineData("\"mode\":\"0\"", "mode")]
    [InlineData("\"languages\":\"es\"", "languages")]
    [InlineData("\"languages\":[\"spanish\"]", "languages")]
    [InlineData("\"languages\":[\"aa\",\"ab\",\"ac\",\"ad\",\"ae\",\"af\"]", "languages")]
    [InlineData("\"languages\":[7]", "languages[0]")]
    [InlineData("\"languages\":[null]", "languages")]
    [InlineData("\"country\":\"Spain\"", "country")]
    [InlineData("\"country\":{}", "country")]
    [InlineData("\"countries\":[\"E1\"]", "countries")]
    [InlineData("\"countries\":true", "countries")]
    [InlineData("\"interests\":[\"\"]", "interests")]
    [InlineData("\"interests\":{\"a\":1}", "interests")]
    [InlineData("\"age\":\"30\"", "age")]
    [InlineData("\"age\":12", "age")]
    [InlineData("\"age\":1e9", "age")]
    [InlineData("\"min_age\":-1", "min_age")]
    [InlineData("\"min_age\":30.5", "min_age")]
    [InlineData("\"max_age\":121", "max_age")]
    [InlineData("\"min_age\":40,\"max_age\":30", "max_age")]
    [InlineData("\"device\":\"\"", "device")]
    [InlineData("\"device\":9", "device")]
    [InlineData("\"auto\":\"yes\"", "auto")]
    public async Task Wishes_of_the_wrong_type_are_refused_by_name(string fields, string field)
    {
        await using var chat = await servers.On(Engine.Sqlite);
        await using var ana = await Enters(chat, "ana");
        var error = await IsRefused(ana, $$"""{"type":"match_join",{{fields}}}""", "invalid");
        error.Text("field").ShouldBe(field);
        error.Text("remedy").ShouldNotBeNullOrEmpty();
        await IsRefused(ana, """{"type":"match_why"}""", "not_found"); // it looks for nobody
    }

    [Fact]
    public async Task Commands_that_need_a_match_are_refused_without_one()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        await using var ana = await Enters(chat, "ana");
        foreach (var joined in (bool[])[false, true])
        {
            if (joined)
                await Does(ana, """{"type":"match_join"}""");
            await IsRefused(ana, """{"type":"match_text","text":"anyone?"}""", "not_found");
            await IsRefused(ana, $$"""{"type":"match_signal","payload":{{Offer}}}""", "not_found");
        }

        (await IsRefused(ana, """{"type":"match_text"}""", "invalid")).Text("field").ShouldBe("text");
        (await IsRefused(ana, """{"type":"match_signal"}""", "invalid")).Text("field").ShouldBe("payload");
        (await IsRefused(ana, $$"""{"type":"match_text","text":"{{new string('x', 4_001)}}"}""", "too_large")).Text("field").ShouldBe("text");
    }

    private static Task<WireSocket> Enters(BlinkChat chat, string name) => NativeWire.Enters(chat.Server.Port, name);
}
