namespace Parlance.Scenarios.Stories.Blink;

/// <summary>Two strangers are brought together and talk: S1, S2, S7, S8 and what is said of a partner.</summary>
public class Meeting(BlinkServers servers) : IClassFixture<BlinkServers>
{
    [Theory, EveryEngine]
    public async Task Two_strangers_meet_talk_and_signal(Engine engine) // S1
    {
        await using var chat = await servers.On(engine);
        var a = await chat.Waits("A");
        var b = await chat.Comes("B");
        await BlinkSocket.AreMatched(a, b);
        a.Id.ShouldStartWith("anonymous_");
        b.Id.ShouldStartWith("anonymous_");
        a.Id.ShouldNotBe(b.Id);

        const string offer = """{"type":"offer","sdp":"v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\n"}""";
        await a.Sends($$"""{"type":"signal","payload":{{offer}}}""");
        (await b.SeesWords()).ShouldBe($$"""{"type":"signal","payload":{{offer}}}""");
        await b.Says("hi");
        await a.SeesChat("hi", b);
        await BlinkSocket.SeeNothingMore(a, b);
    }

    [Fact]
    public async Task Each_is_told_of_their_match_once() // S2, defect 1
    {
        await using var chat = await servers.On(Engine.Sqlite);
        var (a, b) = await chat.Pair();

        // Two others come, meet, part and are requeued: more time than a second message about the first match could take.
        var (c, d) = (await chat.Waits("C"), await chat.Comes("D"));
        await BlinkSocket.AreMatched(c, d);
        await c.Sends("""{"type":"next"}""");
        await d.Sees("partner_next");
        await c.SeesWaiting();
        await BlinkSocket.SeeNothingMore(a, b);
    }

    [Theory, EveryEngine]
    public async Task Who_came_first_is_served_first(Engine engine) // S7
    {
        await using var chat = await servers.On(engine);
        var (a, b) = await chat.Pair();
        var c = await chat.Waits("C");
        var d = await chat.Comes("D");
        await BlinkSocket.AreMatched(c, d);
        await BlinkSocket.SeeNothingMore(a, b);
        await BlinkSocket.SeeNothingMore(c, d);
    }

    [Theory, EveryEngine]
    public async Task Nobody_meets_themselves_on_a_second_device(Engine engine) // S8, defect 3
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Person("ana");
        var first = await chat.Comes(ana);
        await first.SeesWaiting();
        var second = await chat.Comes(ana);
        await second.SeesWaiting();

        var y = await chat.Comes("Y");
        await BlinkSocket.AreMatched(first, y);
        first.Id.ShouldBe($"{ana.Id}");
        (await chat.Waiting()).ShouldBe(1);
    }

    [Theory, EveryEngine]
    public async Task A_partner_is_shown_by_name_and_without_anything_internal(Engine engine) // defect 9
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Person("ana");
        var anas = await chat.Comes(ana);
        await anas.SeesWaiting();
        var stranger = await chat.Comes("stranger");
        var (seenByAna, seenByStranger) = ((await anas.Sees("matched")).GetProperty("partner"), (await stranger.Sees("matched")).GetProperty("partner"));

        seenByStranger.GetRawText().ShouldBe(
            $$$"""{"user_id":"{{{ana.Id}}}","username":"{{{ana.Name}}}","display_name":"{{{ana.Name}}}","meta":{"user_id":{{{ana.Id}}},"username":"{{{ana.Name}}}","display_name":"{{{ana.Name}}}"}}""");
        var id = seenByAna.Text("user_id")!;
        seenByAna.GetRawText().ShouldBe($$$"""{"user_id":"{{{id}}}","username":"","display_name":"","meta":{}}""");
        id["anonymous_".Length..].Length.ShouldBe(24); // 96 random bits

        await anas.Says("hello");
        var heard = await stranger.Sees("chat");
        (heard.Text("message"), heard.Text("sender_id")).ShouldBe(("hello", $"{ana.Id}"));
        await stranger.Says("");
        (await anas.Sees("chat")).Text("sender_id").ShouldBe(id);
    }

    [Fact]
    public async Task Anonymous_names_do_not_repeat() // defect 13
    {
        await using var chat = await servers.On(Engine.Sqlite);
        var ids = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            var (a, b) = await chat.Pair();
            ids.AddRange([a.Id, b.Id]);
            await a.Leaves();
            await b.Sees("partner_left");
            await b.Leaves();
        }

        ids.ShouldBeUnique();
    }

    [Fact]
    public async Task Signals_arrive_byte_for_byte_and_in_order()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        var (a, b) = await chat.Pair();
        string[] payloads =
        [
            """{"type":"ice","candidate":{"candidate":"candidate:1 1 UDP 2122252543 192.0.2.1 54321 typ host","sdpMid":"0","sdpMLineIndex":0}}""",
            """{ "b" : 1.50 , "a":[ 1e3, -0 ],"é":"\u00e9\/\ud83d\ude00 😀" }""", "null", "17", "\"text\"", "[]", "true", """{"type":"next"}""", """{"a":1,"a":2}""",
        ];
        foreach (var payload in payloads)
            await a.Sends($$"""{"type":"signal","payload":{{payload}}}""");
        foreach (var payload in payloads)
            (await b.SeesWords()).ShouldBe($$"""{"type":"signal","payload":{{payload}}}""");

        var large = new string('x', 60_000);
        await b.Sends($$"""{"type":"signal","payload":"{{large}}"}""");
        (await a.Sees("signal")).Text("payload").ShouldBe(large);
        await b.Sends("""{"type":"chat"}""");
        await a.SeesChat("", b);
        await BlinkSocket.SeeNothingMore(a, b);
    }
}
