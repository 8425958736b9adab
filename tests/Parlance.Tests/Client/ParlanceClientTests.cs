#pragma warning disable xUnit1051 // every wait of the client has a limit of its own, on the clock that the test moves
using Parlance.Client;

namespace Parlance.Tests.Client;

/// <summary>The client against a server played by the test, on a clock moved by the test.</summary>
public class ParlanceClientTests
{
    private readonly PlayedServer _server = new();
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_message_without_an_answer_goes_out_again_under_its_client_id()
    {
        await using var client = await Connect();
        var line = await _first;
        var sending = client.SendAsync("lounge", "hello");
        var send = await line.Reads("send");
        line.Breaks();

        line = await Welcomed();
        var again = await line.Reads("send");
        line.Answers(again, """{"message":101,"seq":1,"sent_at":0,"repeat":true}""");

        again.GetProperty("client_id").GetString().ShouldBe(send.GetProperty("client_id").GetString());
        (await sending).ShouldBe(new SendAck(101, 1, DateTimeOffset.UnixEpoch, true));
    }

    [Fact]
    public async Task A_refusal_ends_a_send_with_everything_the_server_said()
    {
        await using var client = await Connect();
        var line = await _first;
        var sending = client.SendAsync("lounge", "hello");

        line.Refuses(await line.Reads("send"), """{"code":"rate_limited","message":"Too many.","remedy":"Wait.","retry_after_ms":850}""");

        var refusal = await Should.ThrowAsync<ParlanceException>(sending);
        refusal.Code.ShouldBe("rate_limited");
        refusal.Message.ShouldBe("Too many.");
        refusal.Remedy.ShouldBe("Wait.");
        refusal.RetryAfter.ShouldBe(TimeSpan.FromMilliseconds(850));
        refusal.ClientId.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_next_hello_carries_the_highest_position_and_what_was_seen_is_not_given_again()
    {
        await using var client = await Connect();
        var events = client.Events().GetAsyncEnumerator();
        var line = await _first;
        line.Says(MessageAt(101));
        line.Says(MessageAt(102));
        (await Next<MessageReceived>(events)).Position.ShouldBe(101);
        (await Next<MessageReceived>(events)).Position.ShouldBe(102);
        line.Breaks();

        line = await Welcomed(PlayedServer.Hello.Replace("none", "replay").Replace("100", "104"));
        line.Greeting.GetProperty("cursor").GetInt64().ShouldBe(102);
        line.Says(MessageAt(102));
        line.Says(MessageAt(103));
        line.Says("""{"type":"resumed","position":104}""");

        (await Next<MessageReceived>(events)).Position.ShouldBe(103);
        (await Next<Resumed>(events)).Position.ShouldBe(104);
        client.Cursor.ShouldBe(104);
    }

    [Fact]
    public async Task A_snapshot_is_told_and_moves_the_cursor()
    {
        await using var client = await Connect();
        var events = client.Events().GetAsyncEnumerator();
        (await _first).Breaks();

        var line = await Welcomed(PlayedServer.Hello.Replace("none", "snapshot").Replace("100", "90000"));

        (await Next<Snapshot>(events)).Position.ShouldBe(90_000);
        client.Cursor.ShouldBe(90_000);
    }

    [Fact]
    public async Task A_server_gone_silent_is_asked_and_then_left()
    {
        await using var client = await Connect();
        var line = await _first;

        await _time.PassUntil(() => line.IsGone, TimeSpan.FromSeconds(5));

        line.TryRead(out var asked).ShouldBeTrue();
        asked.ShouldContain("\"ping\"");
        await Welcomed();
    }

    [Fact]
    public async Task A_quiet_server_that_answers_is_kept()
    {
        await using var client = await Connect();
        var line = await _first;
        for (var minute = 0; minute < 6; minute++)
        {
            string? ping = null;
            await _time.PassUntil(() => line.TryRead(out ping!), TimeSpan.FromSeconds(1));
            using var json = System.Text.Json.JsonDocument.Parse(ping!);
            line.Answers(json.RootElement, "{}");
        }

        line.IsGone.ShouldBeFalse();
    }

    [Fact]
    public async Task A_restarting_server_is_given_the_time_it_asked_for()
    {
        await using var client = await Connect();
        var events = client.Events().GetAsyncEnumerator();
        (await _first).Closes(1012, "restarting; reconnect in 7000 ms");

        (await Next<Disconnected>(events)).RetryIn.ShouldBe(TimeSpan.FromSeconds(7));
        var before = _time.GetUtcNow();
        await Welcomed();

        (_time.GetUtcNow() - before).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Sent_away_as_too_slow_it_comes_back_without_waiting()
    {
        await using var client = await Connect();
        (await _first).Closes(4008, "too_slow; resume");

        await _server.Welcomes(); // no time passes
    }

    [Fact]
    public async Task A_banned_person_does_not_come_back()
    {
        await using var client = await Connect();
        var waiting = client.SendAsync("lounge", "hello");
        (await _first).Closes(4003, "banned");

        (await Should.ThrowAsync<ParlanceException>(waiting)).Code.ShouldBe("banned");
        (await Should.ThrowAsync<ParlanceException>(client.PingAsync())).Code.ShouldBe("banned");
        (await Should.ThrowAsync<ParlanceException>(async () =>
        {
            await foreach (var _ in client.Events()) { }
        })).Code.ShouldBe("banned");
    }

    [Fact]
    public async Task A_token_about_to_end_is_renewed_on_the_connection()
    {
        var changed = new List<ParlanceCredentials>();
        await using var client = await Connect(o => o with { Credentials = ParlanceCredentials.Token("a1", "r1"), CredentialsChanged = changed.Add });
        var line = await _first;

        line.Says("""{"type":"token_expiring","expires_at":0}""");
        var refresh = await line.Reads("refresh");
        refresh.GetProperty("refresh_token").GetString().ShouldBe("r1");
        line.Answers(refresh, """{"access_token":"a2","refresh_token":"r2","expires_in":3600,"expires_at":9999999999999}""");
        line.Breaks();

        // The answer was handled before the break: both came in order.
        (await Welcomed()).Greeting.GetProperty("token").GetString().ShouldBe("a2");
        changed.Single().RefreshToken.ShouldBe("r2");
    }

    [Fact]
    public async Task A_guest_whose_token_is_no_longer_taken_comes_back_with_the_key()
    {
        var hello = PlayedServer.Hello.Replace("\"position\"", "\"guest_key\":\"gk1\",\"access_token\":\"a1\",\"position\"");
        await using var client = await Connect(o => o with { Credentials = ParlanceCredentials.Guest("gus") }, hello);
        (await _first).Closes(4002, "token_expired");

        var line = await Welcomed(hello);

        line.Greeting.GetProperty("guest").GetProperty("key").GetString().ShouldBe("gk1");
    }

    [Fact]
    public async Task A_reader_who_is_too_slow_loses_nothing_and_commands_go_on()
    {
        await using var client = await Connect(o => o with { EventCapacity = 4 });
        var line = await _first;
        for (var i = 101; i <= 120; i++)
            line.Says(MessageAt(i));
        var ping = client.PingAsync();
        line.Answers(await line.Reads("ping"), "{}");
        await ping;

        var events = client.Events().GetAsyncEnumerator();
        var seen = new List<long>();
        await events.MoveNextAsync(); // Connected
        for (var i = 0; i < 3; i++)
            seen.Add((await Next<MessageReceived>(events)).Position);
        line = await Welcomed(PlayedServer.Hello.Replace("none", "replay").Replace("100", "120"));
        var cursor = line.Greeting.GetProperty("cursor").GetInt64();
        cursor.ShouldBe(103);
        line.Says(MessageAt(104));
        seen.Add((await Next<MessageReceived>(events)).Position);

        seen.ShouldBe([101, 102, 103, 104]);
    }

    [Fact]
    public async Task People_watched_are_watched_again_after_a_break()
    {
        await using var client = await Connect();
        var line = await _first;
        var watching = client.WatchAsync([13]);
        line.Answers(await line.Reads("watch"), """{"presence":[{"user":13,"online":false}]}""");
        (await watching).Single().Online.ShouldBeFalse();
        line.Breaks();

        line = await Welcomed();
        line.Answers(await line.Reads("watch"), """{"presence":[{"user":13,"online":true,"last_seen":5}]}""");

        (await Next<PresenceChanged>(client.Events().GetAsyncEnumerator())).Online.ShouldBeTrue();
    }

    [Fact]
    public async Task Somebody_watched_twice_is_watched_until_both_have_ended()
    {
        await using var client = await Connect();
        var line = await _first;
        for (var i = 0; i < 2; i++)
        {
            var watching = client.WatchAsync([13]);
            line.Answers(await line.Reads("watch"), """{"presence":[{"user":13,"online":true}]}""");
            await watching;
        }

        await client.UnwatchAsync([13]);
        var ending = client.UnwatchAsync([13]);
        line.Answers(await line.Reads("unwatch"), "{}");
        await ending;
        line.Breaks();

        line = await Welcomed();
        var ping = client.PingAsync();
        line.Answers(await line.Reads("ping"), "{}");
        await ping;
    }

    [Fact]
    public async Task A_hint_that_the_network_is_back_ends_the_wait()
    {
        await using var client = await Connect(o => o with { FirstBackoff = TimeSpan.FromDays(20), MaxBackoff = TimeSpan.FromDays(20) });
        var events = client.Events().GetAsyncEnumerator();
        (await _first).Breaks();
        await Next<Disconnected>(events);

        // The event comes just before the wait begins.
        var welcome = _server.Welcomes();
        await Eventually.Holds(() =>
        {
            client.ConnectNow();
            return welcome.IsCompleted ? null : "not back";
        });
    }

    [Fact]
    public async Task A_hint_while_there_is_a_connection_asks_at_once_whether_it_lives()
    {
        await using var client = await Connect(o => o with { PingAfter = TimeSpan.FromDays(1) });
        var line = await _first;

        client.ConnectNow();

        line.Answers(await line.Reads("ping"), "{}"); // no time passes
        line.IsGone.ShouldBeFalse();
    }

    [Fact]
    public async Task Attempts_at_a_server_that_takes_connections_and_never_answers_become_rarer()
    {
        await using var client = await Connect(o => o with { ConnectTimeout = TimeSpan.FromSeconds(10), FirstBackoff = TimeSpan.FromSeconds(1) });
        var events = client.Events().GetAsyncEnumerator();
        (await _first).Breaks();

        var longest = TimeSpan.Zero;
        for (var attempt = 0; attempt < 8; attempt++)
        {
            var next = Next<Disconnected>(events);
            await _time.PassUntil(() => next.IsCompleted, TimeSpan.FromSeconds(1));
            longest = (await next).RetryIn is var wait && wait > longest ? wait : longest;
        }

        longest.ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_queued_message_waits_out_what_is_refused_for_the_moment()
    {
        await using var client = await Connect();
        var line = await _first;
        var queued = await client.QueueAsync(5, "hello", clientId: "c1");
        line.Refuses(await line.Reads("send"), """{"code":"rate_limited","message":"Slow mode.","retry_after_ms":5000}""");

        var again = line.Reads("send");
        await _time.PassUntil(() => again.IsCompleted, TimeSpan.FromMilliseconds(500));
        (await again).GetProperty("client_id").GetString().ShouldBe("c1");
        client.Pending.Single().ClientId.ShouldBe("c1");
        line.Answers(await again, """{"message":101,"seq":1,"sent_at":0}""");

        (await queued.Sent).Message.ShouldBe(101);
        client.Pending.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_arrives_is_told_as_delivered_where_that_is_wanted()
    {
        await using var client = await Connect(o => o with { TellDelivered = true, PingAfter = TimeSpan.FromDays(1) });
        var line = await _first;
        line.Says(MessageAt(101).Replace("\"sender\":12", "\"sender\":13"));
        line.Says(MessageAt(102).Replace("\"sender\":12", "\"sender\":13"));

        var told = line.Reads("receipt");
        await _time.PassUntil(() => told.IsCompleted, TimeSpan.FromMilliseconds(100));

        (await told).GetProperty("delivered").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task A_command_without_an_answer_gives_up_in_time()
    {
        await using var client = await Connect(o => o with { PingAfter = TimeSpan.FromHours(1) });
        var asking = client.HistoryAsync("lounge");

        await _time.PassUntil(() => asking.IsCompleted, TimeSpan.FromSeconds(1));

        (await Should.ThrowAsync<TimeoutException>(asking)).Message.ShouldContain("history");
    }

    [Fact]
    public async Task What_does_not_fit_a_frame_is_refused_before_it_is_sent()
    {
        await using var client = await Connect();

        var refusal = await Should.ThrowAsync<ParlanceException>(client.SendAsync("lounge", new string('x', 70_000)));

        refusal.Code.ShouldBe("too_large");
    }

    [Fact]
    public async Task An_event_of_a_later_version_is_handed_on_as_it_is()
    {
        await using var client = await Connect();
        (await _first).Says("""{"type":"pinned","conversation":5,"position":101,"id":9}""");

        var e = await Next<UnknownEvent>(client.Events().GetAsyncEnumerator());

        e.Type.ShouldBe("pinned");
        e.Position.ShouldBe(101);
        client.Cursor.ShouldBe(101);
    }

    private Task<PlayedServer.Line> _first = null!;

    private async Task<ParlanceClient> Connect(Func<ParlanceClientOptions, ParlanceClientOptions>? with = null, string hello = PlayedServer.Hello)
    {
        var options = new ParlanceClientOptions
        {
            Server = new Uri("http://played"),
            Credentials = ParlanceCredentials.Token("a1"),
            Transport = _server,
            Time = _time,
        };
        _first = _server.Welcomes(hello);
        return await ParlanceClient.ConnectAsync(with?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
    }

    /// <summary>The next connection, letting the time pass that the client waits before it.</summary>
    private async Task<PlayedServer.Line> Welcomed(string hello = PlayedServer.Hello)
    {
        var welcome = _server.Welcomes(hello);
        await _time.PassUntil(() => welcome.IsCompleted, TimeSpan.FromMilliseconds(100));
        return await welcome;
    }

    private static async Task<T> Next<T>(IAsyncEnumerator<ParlanceEvent> events) where T : ParlanceEvent
    {
        while (await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10)))
        {
            if (events.Current is T wanted)
                return wanted;
        }

        throw new ShouldAssertException($"The events ended without a {typeof(T).Name}.");
    }

    private static string MessageAt(long position) =>
        $$"""{"type":"message","conversation":5,"seq":{{position - 100}},"position":{{position}},"id":{{position}},"sender":12,"name":"Ana","content":"hello","sent_at":0}""";
}
