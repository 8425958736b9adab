#pragma warning disable xUnit1051 // every wait of the client has a limit of its own, on the clock that the test moves
using Parlance.Client;

namespace Parlance.Tests.Client;

/// <summary>What becomes of a command, and of an event that nobody knows.</summary>
public class ClientCommandTests : PlayedClientTest
{
    [Fact]
    public async Task A_message_without_an_answer_goes_out_again_under_its_client_id()
    {
        await using var client = await Connect();
        var line = await First;
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
        var line = await First;
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
    public async Task A_queued_message_waits_out_what_is_refused_for_the_moment()
    {
        await using var client = await Connect();
        var line = await First;
        var queued = await client.QueueAsync(5, "hello", clientId: "c1");
        line.Refuses(await line.Reads("send"), """{"code":"rate_limited","message":"Slow mode.","retry_after_ms":5000}""");

        var again = line.Reads("send");
        await Time.PassUntil(() => again.IsCompleted, TimeSpan.FromMilliseconds(500));
        (await again).GetProperty("client_id").GetString().ShouldBe("c1");
        client.Pending.Single().ClientId.ShouldBe("c1");
        line.Answers(await again, """{"message":101,"seq":1,"sent_at":0}""");

        (await queued.Sent).Message.ShouldBe(101);
        client.Pending.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_command_without_an_answer_gives_up_in_time()
    {
        await using var client = await Connect(o => o with { PingAfter = TimeSpan.FromHours(1) });
        var asking = client.HistoryAsync("lounge");

        await Time.PassUntil(() => asking.IsCompleted, TimeSpan.FromSeconds(1));

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
        (await First).Says("""{"type":"pinned","conversation":5,"position":101,"id":9}""");

        var e = await Next<UnknownEvent>(client.Events().GetAsyncEnumerator());

        e.Type.ShouldBe("pinned");
        e.Position.ShouldBe(101);
        client.Cursor.ShouldBe(101);
    }
}
