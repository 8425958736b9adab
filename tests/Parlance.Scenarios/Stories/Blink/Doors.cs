namespace Parlance.Scenarios.Stories.Blink;

/// <summary>Who comes in and as whom, by which families are served; and how the server parts with its visitors. C1, defects 12, 16.</summary>
public class Doors
{
    [Theory, EveryEngine]
    public async Task Where_the_other_family_is_not_served_everybody_comes_in_and_only_own_tokens_say_who(Engine engine) // C1, R12
    {
        await using var chat = await BlinkChat.On(engine, new ServerSettings().With("FAMILIES", "blink,besage"));
        var ana = await chat.Person("ana");
        var besage = (await chat.Stranger().Post("/api/auth/login/", Body.Of(("username", ana.Name), ("password", BlinkChat.Password)))).Ok().Text("access");
        await (await chat.Comes(ana)).Leaves();
        await Is($"?token={Harness.Forti.Tokens.OfTheOriginal(ana.Id)}", ana.Id); // of the server that was replaced
        foreach (var query in (string[])["", "?token=", "?token=garbage", $"?token={besage}", $"?token={ana.Refresh}", $"?token={Harness.Forti.Tokens.Forged(ana.Token)}", $"?token={Harness.Forti.Tokens.WithoutSignature(ana.Id)}"])
            await Is(query, null);

        async Task Is(string query, long? who)
        {
            var socket = await chat.Opens(query);
            var user = (await socket.Sees("connected")).GetProperty("user");
            (user.ValueKind == System.Text.Json.JsonValueKind.Null ? (long?)null : user.Number("user_id")).ShouldBe(who, query.Split('=')[0]);
            await socket.Leaves();
        }
    }

    [Fact]
    public async Task Where_this_family_is_not_served_nobody_comes_in_without_a_token() // C1, R12
    {
        await using var chat = await BlinkChat.On(Engine.Sqlite, new ServerSettings().With("FAMILIES", "forti"));
        foreach (var query in (string[])["", "?token=", "?token=garbage", $"?token={Harness.Forti.Tokens.Expired(1, "blink")}"])
            (await (await chat.Opens(query)).IsShutOut(4001)).ShouldNotBeEmpty();
        (await chat.Stranger().Get("/api/auth/me/")).Status.ShouldBe(404);
    }

    [Theory, EveryEngine]
    public async Task A_token_that_ends_meanwhile_changes_nothing_and_one_that_is_revoked_ends_the_socket(Engine engine)
    {
        await using var chat = await BlinkChat.On(engine);
        var ana = await chat.Person("ana");
        var a = await chat.Comes(ana);
        await a.SeesWaiting();
        var b = await chat.Comes("B");
        await BlinkSocket.AreMatched(a, b);
        (await ana.Http.Post("/auth/logout")).Ok();
        (await a.IsShutOut(4001)).ShouldStartWith("session_ended");
        await b.Sees("partner_left");
    }

    [Theory, EveryEngine]
    public async Task A_server_that_stops_says_1001(Engine engine)
    {
        await using var chat = await BlinkChat.On(engine);
        var waiting = await chat.Waits("A");
        chat.Server.Terminate();
        await waiting.IsShutOut(1001);
        (await chat.Server.EndedAsync()).ShouldBe(0);
    }

    [Theory, EveryEngine]
    public async Task No_word_no_signal_and_no_token_is_in_the_log(Engine engine) // defect 16, R11
    {
        await using var chat = await BlinkChat.On(engine, new ServerSettings().With("Parlance__Log__Level", "Debug"));
        var ana = await chat.Person("ana");
        var a = await chat.Comes(ana);
        await a.SeesWaiting();
        var b = await chat.Opens("?access=");
        await b.IsShutOut(4001);
        b = await chat.Comes("B");
        await BlinkSocket.AreMatched(a, b);
        await a.Says("xyzzy-secret-words");
        await b.SeesChat("xyzzy-secret-words", a);
        await a.Sends("""{"type":"signal","payload":{"sdp":"plugh-secret-words"}}""");
        await b.Sees("signal");
        await a.Sends("""{"type":"chat","message":["secret-words"]}""");
        await (await chat.Opens("?token=not-a-token-at-all")).IsShutOut(4001);
        await using var plain = await WireSocket.DialAsync(chat.Server.Port);
        (await plain.HandshakeAsync($"/ws/chat/?token={ana.Token}", "Origin: https://evil.example")).ShouldStartWith("HTTP/1.1 403");

        var log = chat.Server.Log.ToString();
        foreach (var secret in (string[])["secret-words", ana.Token, ana.Refresh, "not-a-token-at-all", BlinkChat.Password])
            log.ShouldNotContain(secret);
    }

    [Fact]
    public async Task A_half_open_connection_is_announced_to_nobody() // defect 2
    {
        await using var chat = await BlinkChat.On(Engine.Sqlite, new ServerSettings().With("Parlance__Matchmaking__AliveFor", "00:00:00").With("Parlance__Matchmaking__AliveTimeout", "00:00:01"));
        await using var cable = new Cable(chat.Server.Port);
        await chat.Waits("A", cable.Address.Port);
        cable.Freeze();
        var b = await chat.Comes("B");
        await b.SeesWaiting(); // once A did not answer
        var c = await chat.Comes("C");
        await BlinkSocket.AreMatched(b, c);
        (await chat.Waiting()).ShouldBe(0);
    }

    [Theory, EveryEngine]
    public async Task Too_much_is_passed_over_and_nobody_is_put_out(Engine engine) // defect 17
    {
        await using var chat = await BlinkChat.On(engine, new ServerSettings().With("RATE_LIMIT_SCALE", "1").With("Parlance__Limits__MatchTextsPerPerson__Per", "00:10:00").With("Parlance__Limits__MatchNextsPerPerson__Per", "00:10:00")
            .With("Parlance__Blink__SignalBytesPerConnection__Per", "00:10:00"));
        var (a, b) = await chat.Pair();
        for (var i = 0; i < 40; i++)
            await a.Says($"{i}");
        for (var i = 0; i < 20; i++)
            await b.SeesChat($"{i}", a);
        var large = new string('x', 60_000);
        for (var i = 0; i < 20; i++)
            await a.Sends($$"""{"type":"signal","payload":"{{large}}"}"""); // 1.2 MB at once; eight of them fit
        for (var i = 0; i < 8; i++)
            await b.Sees("signal");
        await b.Says("still here");
        await a.SeesChat("still here", b);
        for (var i = 0; i < 100; i++)
            await a.Sends("""{"type":"next"}"""); // a flood of which one counts
        await b.Sees("partner_next");
        await b.SeesWaiting();
    }
}
