#pragma warning disable xUnit1051 // every wait of the client has a limit of its own, on the clock that the test moves
using Parlance.Client;

namespace Parlance.Tests.Client;

/// <summary>How the client keeps its connection and makes it again, and what it missed meanwhile.</summary>
public class ClientConnectionTests : PlayedClientTest
{
    [Fact]
    public async Task The_next_hello_carries_the_highest_position_and_what_was_seen_is_not_given_again()
    {
        await using var client = await Connect();
        var events = client.Events().GetAsyncEnumerator();
        var line = await First;
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
        (await First).Breaks();

        var line = await Welcomed(PlayedServer.Hello.Replace("none", "snapshot").Replace("100", "90000"));

        (await Next<Snapshot>(events)).Position.ShouldBe(90_000);
        client.Cursor.ShouldBe(90_000);
    }

    [Fact]
    public async Task A_server_gone_silent_is_asked_and_then_left()
    {
        await using var client = await Connect();
        var line = await First;

        await Time.PassUntil(() => line.IsGone, TimeSpan.FromSeconds(5));

        line.TryRead(out var asked).ShouldBeTrue();
        asked.ShouldContain("\"ping\"");
        await Welcomed();
    }

    [Fact]
    public async Task A_quiet_server_that_answers_is_kept()
    {
        await using var client = await Connect();
        var line = await First;
        for (var minute = 0; minute < 6; minute++)
        {
            string? ping = null;
            await Time.PassUntil(() => line.TryRead(out ping!), TimeSpan.FromSeconds(1));
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
        (await First).Closes(1012, "restarting; reconnect in 7000 ms");

        (await Next<Disconnected>(events)).RetryIn.ShouldBe(TimeSpan.FromSeconds(7));
        var before = Time.GetUtcNow();
        await Welcomed();

        (Time.GetUtcNow() - before).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Sent_away_as_too_slow_it_comes_back_without_waiting()
    {
        await using var client = await Connect();
        (await First).Closes(4008, "too_slow; resume");

        await Server.Welcomes(); // no time passes
    }

    [Fact]
    public async Task A_banned_person_does_not_come_back()
    {
        await using var client = await Connect();
        var waiting = client.SendAsync("lounge", "hello");
        (await First).Closes(4003, "banned");

        (await Should.ThrowAsync<ParlanceException>(waiting)).Code.ShouldBe("banned");
        (await Should.ThrowAsync<ParlanceException>(client.PingAsync())).Code.ShouldBe("banned");
        (await Should.ThrowAsync<ParlanceException>(async () =>
        {
            await foreach (var _ in client.Events()) { }
        })).Code.ShouldBe("banned");
    }

    [Fact]
    public async Task A_reader_who_is_too_slow_loses_nothing_and_commands_go_on()
    {
        await using var client = await Connect(o => o with { EventCapacity = 4 });
        var line = await First;
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
    public async Task A_hint_that_the_network_is_back_ends_the_wait()
    {
        await using var client = await Connect(o => o with { FirstBackoff = TimeSpan.FromDays(20), MaxBackoff = TimeSpan.FromDays(20) });
        var events = client.Events().GetAsyncEnumerator();
        (await First).Breaks();
        await Next<Disconnected>(events);

        // The event comes just before the wait begins.
        var welcome = Server.Welcomes();
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
        var line = await First;

        client.ConnectNow();

        line.Answers(await line.Reads("ping"), "{}"); // no time passes
        line.IsGone.ShouldBeFalse();
    }

    [Fact]
    public async Task Attempts_at_a_server_that_takes_connections_and_never_answers_become_rarer()
    {
        await using var client = await Connect(o => o with { ConnectTimeout = TimeSpan.FromSeconds(10), FirstBackoff = TimeSpan.FromSeconds(1) });
        var events = client.Events().GetAsyncEnumerator();
        (await First).Breaks();

        var longest = TimeSpan.Zero;
        for (var attempt = 0; attempt < 8; attempt++)
        {
            var next = Next<Disconnected>(events);
            await Time.PassUntil(() => next.IsCompleted, TimeSpan.FromSeconds(1));
            longest = (await next).RetryIn is var wait && wait > longest ? wait : longest;
        }

        longest.ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
    }
}
