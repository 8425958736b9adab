using System.Text.Json;

namespace Parlance.Scenarios.Stories;

/// <summary>Calls and signals with everything that does not belong there.</summary>
public class CallingBadInput(ChatServers servers) : IClassFixture<ChatServers>
{
    private static readonly (string Frame, string Code, string? Field)[] Wrong =
    [
        ("""{"type":"signal","conversation":"lounge","to":1}""", "invalid", "payload"),
        ("""{"type":"signal","conversation":"lounge","payload":1}""", "invalid", "to"),
        ("""{"type":"signal","to":1,"payload":1}""", "invalid", "conversation"),
        ("""{"type":"signal","conversation":"lounge","to":"1","payload":1}""", "invalid", "to"),
        ("""{"type":"signal","conversation":"lounge","to":-1,"payload":1}""", "not_found", null),
        ("""{"type":"signal","conversation":"nowhere","to":1,"payload":1}""", "not_found", null),
        ("""{"type":"signal","conversation":"lounge","participant":"x","payload":1}""", "not_found", null),
        ("""{"type":"signal","conversation":"lounge","participant":7,"payload":1}""", "invalid", "participant"),
        ("""{"type":"call_start"}""", "invalid", "conversation"),
        ("""{"type":"call_start","conversation":"lounge","kind":"party"}""", "invalid", "kind"),
        ("""{"type":"call_start","conversation":"lounge","kind":"Mesh"}""", "invalid", "kind"),
        ("""{"type":"call_start","conversation":"lounge","kind":"0"}""", "invalid", "kind"),
        ("""{"type":"call_start","conversation":"lounge","kind":1}""", "invalid", "kind"),
        ("""{"type":"call_start","conversation":"lounge","media":"smell"}""", "invalid", "media"),
        ("""{"type":"call_join","conversation":"lounge"}""", "not_found", null),
        ("""{"type":"call_join","conversation":"lounge","call":"x"}""", "not_found", null),
        ("""{"type":"call_join","conversation":"lounge","call":7}""", "invalid", "call"),
        ("""{"type":"call_join","conversation":"lounge","kind":"party"}""", "invalid", "kind"),
        ("""{"type":"call_join","conversation":"lounge","media":""}""", "invalid", "media"),
        ("""{"type":"call_leave","conversation":"lounge"}""", "forbidden", null),
        ("""{"type":"call_leave","conversation":"lounge","call":"\u0000"}""", "not_found", null),
        ("""{"type":"call_decline","conversation":"lounge"}""", "not_found", null),
        ("""{"type":"call","conversation":"nowhere"}""", "not_found", null),
        ("""{"type":"call_report"}""", "invalid", "call"),
        ("""{"type":"call_report","call":"x","stage":"connected"}""", "not_found", "call"),
        ("""{"type":"call_report","match":"x","stage":"connected"}""", "not_found", "match"),
        ("""{"type":"call_report","match":"0193490e-7c7e-7000-8000-2f1f5bb3a001","stage":"connected"}""", "not_found", "match"),
        ("""{"type":"call_report","call":"019aa4a8d02070008000000000000001"}""", "invalid", "stage"),
        ("""{"type":"call_report","call":"019aa4a8d02070008000000000000001","stage":"invited"}""", "invalid", "stage"),
        ("""{"type":"call_report","call":"019aa4a8d02070008000000000000001","stage":"8"}""", "invalid", "stage"),
        ("""{"type":"call_report","call":"019aa4a8d02070008000000000000001","local_candidate":"udp"}""", "invalid", "local_candidate"),
        ("""{"type":"call_report","call":"019aa4a8d02070008000000000000001","remote_candidate":""}""", "invalid", "remote_candidate"),
        ("""{"type":"call_report","call":"019aa4a8d02070008000000000000001","setup_ms":-1}""", "invalid", "setup_ms"),
        ("""{"type":"call_report","call":"019aa4a8d02070008000000000000001","setup_ms":600001}""", "invalid", "setup_ms"),
        ("""{"type":"call_report","call":"019aa4a8d02070008000000000000001","setup_ms":9223372036854775807}""", "invalid", "setup_ms"),
        ("""{"type":"call_report","call":"019aa4a8d02070008000000000000001","ended":"bored"}""", "invalid", "ended"),
        ("""{"type":"call_records"}""", "forbidden", null),
        ("""{"type":"call_records","limit":101}""", "invalid", "limit"),
    ];

    [Theory, EveryEngine]
    public async Task Every_wrong_field_is_named_and_the_socket_lives(Engine engine)
    {
        await using var chat = await servers.On(engine);
        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port);
        await wire.HelloAsync("gus");
        await wire.AskAsync("""{"type":"join","conversation":"lounge","create":true}""");

        foreach (var (frame, code, field) in Wrong)
        {
            var reply = await wire.AskAsync(frame);
            reply.TryGetProperty("error", out var error).ShouldBeTrue(frame);
            error.GetProperty("code").GetString().ShouldBe(code, frame);
            error.GetProperty("remedy").GetString().ShouldNotBeNullOrEmpty(frame);
            (error.TryGetProperty("field", out var named) ? named.GetString() : null).ShouldBe(field, frame);
        }
    }

    [Theory, EveryEngine]
    public async Task A_description_of_a_megabyte_is_refused_and_the_socket_lives(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port);
        await wire.HelloAsync("gus");
        await wire.AskAsync($$"""{"type":"join","conversation":{{ana.Room}}}""");
        string Signal(int length) => $$$"""{"type":"signal","conversation":{{{ana.Room}}},"to":{{{ana.Id}}},"payload":{"sdp":"{{{new string('x', length)}}}"}}""";

        await wire.SendTextAsync(Signal(1024 * 1024));
        (await wire.ReadErrorAsync()).GetProperty("code").GetString().ShouldBe("too_large");
        var refused = (await wire.AskAsync(Signal(64 * 1024))).GetProperty("error");
        (refused.GetProperty("code").GetString(), refused.GetProperty("field").GetString()).ShouldBe(("too_large", "payload"));
        (await wire.AskAsync(Signal(64 * 1024 - 10))).TryGetProperty("ok", out _).ShouldBeTrue();

        (await ana.Hears<SignalReceived>(_ => true)).Payload.GetProperty("sdp").GetString()!.Length.ShouldBe(64 * 1024 - 10);
        ana.Journal.All.OfType<SignalReceived>().Count().ShouldBe(1);
        ben.Journal.All.OfType<SignalReceived>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_flood_of_signals_is_told_when_to_go_on()
    {
        await using var chat = await Chat.On(Engine.Sqlite, new ServerSettings().With("RATE_LIMIT_SCALE", "1").With("Parlance__Limits__SignalPerUser__Count", "20"));
        var (ana, ben) = await chat.Pair("ana", "ben");
        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port);
        await wire.HelloAsync("gus");
        await wire.AskAsync($$"""{"type":"join","conversation":{{ana.Room}}}""");

        JsonElement error = default;
        for (var i = 0; i <= 20; i++)
            (await wire.AskAsync($$"""{"type":"signal","conversation":{{ana.Room}},"to":{{ana.Id}},"payload":{{i}}}""")).TryGetProperty("error", out error).ShouldBe(i == 20);

        error.GetProperty("code").GetString().ShouldBe("rate_limited");
        error.GetProperty("retry_after_ms").GetInt64().ShouldBeGreaterThan(0);
        await ben.Client.SignalAsync(ben.Room, ana.Id, JsonDocument.Parse("0").RootElement);
    }

    [Fact]
    public async Task What_signals_hold_is_relayed_as_it_is_and_never_logged()
    {
        await using var chat = await Chat.On(Engine.Sqlite, new ServerSettings().With("Parlance__Log__Level", "trace"));
        var (ana, _) = await chat.Pair("ana", "ben");
        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port);
        var gus = (await wire.HelloAsync("gus")).GetProperty("user").GetProperty("id").GetInt64();
        await wire.AskAsync($$"""{"type":"join","conversation":{{ana.Room}}}""");
        string[] payloads = ["null", "0", "\"secret-sdp\"", "[]", "{\"a\":\"\\ud800\"}", "{\"a\":{\"b\":[1e9,-0.0]}}", "\"\\u0000</script>\""];

        foreach (var payload in payloads)
        {
            (await wire.AskAsync($$"""{"type":"signal","conversation":{{ana.Room}},"to":{{ana.Id}},"payload":{{payload}}}""")).TryGetProperty("ok", out var _).ShouldBeTrue(payload);
        }

        await Eventually.Holds(() => ana.Journal.All.OfType<SignalReceived>().Count() == payloads.Length ? null : "not all came");
        ana.Journal.All.OfType<SignalReceived>().Select(e => (e.From, e.Payload.GetRawText())).ShouldBe(payloads.Select(payload => (gus, payload)));
        chat.Server.Log.ToString().ShouldNotContain("secret-sdp");
    }
}
