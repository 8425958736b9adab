using System.Text;

namespace Parlance.Scenarios.Stories.Blink;

/// <summary>What a client should not send, or not now: nothing comes of it, the socket stays, and the next good frame works. S9, defects 14, 17.</summary>
public class BlinkBadInput(BlinkServers servers) : IClassFixture<BlinkServers>
{
    private static readonly string[] Garbage =
    [
        "not json", "", "[]", "{}", "null", "\"chat\"", "17", "true", """{"type":"zzz"}""", """{"type":null}""", """{"type":7}""", """{"type":["chat"]}""", """{"Type":"chat","message":"x"}""",
        """{"type":"chat","message":null}""", """{"type":"chat","message":7}""", """{"type":"chat","message":{"a":1}}""", """{"type":"chat","message":"\ud800"}""", """{"type":"signal"}""",
        """{"type":"chat","message":"x"} trailing""", """{"type":"chat","message":"x",}""", """{"type":"matched","session_id":"x"}""", """{"type":"partner_left"}""", """{"type":"ping"}""", "{",
        new string('[', 5_000), $$"""{"type":"chat","message":"{{new string('x', 4_001)}}"}""",
    ];

    [Fact]
    public async Task Garbage_while_waiting_is_passed_over_and_one_can_still_be_matched() // S9
    {
        await using var chat = await servers.On(Engine.Sqlite);
        var a = await chat.Waits("A");
        foreach (var frame in (string[])[.. Garbage, """{"type":"chat","message":"x"}""", """{"type":"signal","payload":{"type":"offer"}}""", """{"type":"next"}"""])
            await a.Sends(frame);
        await a.Wire.SendFrameAsync(WireSocket.Binary, "{\"type\":\"next\"}"u8.ToArray());
        await a.Wire.SendFrameAsync(WireSocket.Text, Encoding.UTF8.GetBytes($$"""{"type":"signal","payload":"{{new string('x', 70_000)}}"}"""));

        var b = await chat.Comes("B");
        await BlinkSocket.AreMatched(a, b);
        await BlinkSocket.SeeNothingMore(a, b);
    }

    [Fact]
    public async Task Garbage_in_a_match_reaches_nobody_and_ends_nothing() // defects 14, 17
    {
        await using var chat = await servers.On(Engine.Sqlite);
        var (a, b) = await chat.Pair();
        foreach (var frame in Garbage)
            await a.Sends(frame);
        foreach (var length in (int[])[0, 1, 70_000, 900_000])
            await a.Wire.SendFrameAsync(WireSocket.Binary, new byte[length]);
        await a.Wire.SendFrameAsync(WireSocket.Text, Encoding.UTF8.GetBytes($$$"""{"type":"signal","payload":{"type":"offer","sdp":"{{{new string('x', 1_000_000)}}}"}}""")); // 1 MB of SDP
        await BlinkSocket.SeeNothingMore(a, b);

        var longest = new string('é', 4_000);
        await b.Says(longest);
        await a.SeesChat(longest, b);
    }

    [Fact]
    public async Task A_frame_in_pieces_is_a_frame()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        var (a, b) = await chat.Pair();
        await a.Wire.SendFrameAsync(WireSocket.Text, "{\"type\":\"chat\","u8.ToArray(), final: false);
        await a.Wire.SendFrameAsync(WireSocket.Ping, "here"u8.ToArray());
        await a.Wire.SendFrameAsync(WireSocket.Continuation, "\"message\":\"in two\"}"u8.ToArray());
        await b.SeesChat("in two", a);
    }

    [Fact]
    public async Task Signals_reach_nobody_before_a_match_nor_after_its_end()
    {
        await using var chat = await BlinkChat.On(Engine.Sqlite, new ServerSettings().With("Parlance__Blink__RequeueAfter", "00:00:03"));
        const string offer = """{"type":"signal","payload":{"type":"offer","sdp":"early"}}""";
        var a = await chat.Waits("A");
        await a.Sends(offer);
        var b = await chat.Comes("B");
        await BlinkSocket.AreMatched(a, b);
        await BlinkSocket.SeeNothingMore(a, b);

        await a.Sends("""{"type":"next"}""");
        await b.Sees("partner_next");
        await a.Sends(offer);
        await b.Sends(offer);
        await a.SeesWaiting(); // and nothing before
        await b.SeesWaiting();
    }
}
