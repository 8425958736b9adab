namespace Parlance.Scenarios.Stories.Blink;

/// <summary>How a match ends, and who looks for the next partner when: S3 to S6.</summary>
public class Parting(BlinkServers servers) : IClassFixture<BlinkServers>
{
    /// <summary>Long enough that what a story does before the end of the grace is before it on a slow machine too.</summary>
    private static ServerSettings Patient => new ServerSettings().With("Parlance__Blink__RequeueAfter", "00:00:03");

    [Theory, EveryEngine]
    public async Task Next_as_the_front_end_does_it(Engine engine) // S3, defects 4, 5
    {
        await using var chat = await servers.On(engine);
        var (a, b) = await chat.Pair();
        await a.Sends("""{"type":"next"}""");
        await a.Leaves();
        await b.Sees("partner_next");
        await b.SeesWaiting(); // had it stayed: no partner_left came in between
        await b.Leaves();

        var again = await chat.Waits("B2");
        var other = await chat.Comes("A2");
        await BlinkSocket.AreMatched(again, other);
    }

    [Theory, EveryEngine]
    public async Task Next_without_closing_brings_the_one_who_waits_longest(Engine engine) // S4, defect 4
    {
        await using var chat = await servers.On(engine);
        var (a, b) = await chat.Pair();
        var c = await chat.Waits("C");
        await a.Sends("""{"type":"next"}""");

        await b.Sees("partner_next");
        await BlinkSocket.AreMatched(c, a);
        await b.SeesWaiting();
        await BlinkSocket.SeeNothingMore(c, a);
    }

    [Theory, EveryEngine]
    public async Task A_lost_connection_is_told_once_and_the_other_waits_again(Engine engine) // S5, defect 4
    {
        await using var chat = await servers.On(engine);
        await using var cable = new Cable(chat.Server.Port);
        var (a, b) = await chat.Pair(cable.Address.Port);
        cable.Cut();
        await b.Sees("partner_left");
        await b.SeesWaiting();

        var c = await chat.Comes("C");
        await BlinkSocket.AreMatched(b, c);
        await BlinkSocket.SeeNothingMore(b, c);
    }

    [Theory, EveryEngine]
    public async Task Who_left_the_queue_is_met_by_nobody(Engine engine) // S6, defect 6
    {
        await using var chat = await servers.On(engine);
        var a = await chat.Waits("A");
        await a.Leaves();
        var b = await chat.Waits("B");
        var c = await chat.Comes("C");
        await BlinkSocket.AreMatched(b, c);
    }

    [Fact]
    public async Task After_the_end_nothing_of_it_reaches_the_partner_of_before() // defect 7
    {
        await using var chat = await BlinkChat.On(Engine.Sqlite, Patient);
        var (a, b) = await chat.Pair();
        await a.Sends("""{"type":"next"}""");
        await b.Sees("partner_next");
        await b.Says("to nobody");
        await b.Sends("""{"type":"signal","payload":{"type":"offer"}}""");
        await b.Sends("""{"type":"next"}""");
        await a.Says("nor this");
        var c = await chat.Comes("C"); // before the two look again
        await c.SeesWaiting();
        await BlinkSocket.AreMatched(c, a); // and nothing came before
        await b.SeesWaiting();
        await b.Leaves();
        await BlinkSocket.SeeNothingMore(c, a);
    }

    [Fact]
    public async Task Two_alone_meet_again_when_nobody_else_comes()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        var (a, b) = await chat.Pair();
        await b.Sends("""{"type":"next"}""");
        await a.Sees("partner_next");
        await b.SeesWaiting();
        await a.SeesWaiting();
        await BlinkSocket.AreMatched(b, a);
    }

    [Fact]
    public async Task No_match_is_made_with_a_socket_in_its_grace() // section 4, requeue
    {
        await using var chat = await BlinkChat.On(Engine.Sqlite, Patient);
        var (a, b) = await chat.Pair();
        await a.Sends("""{"type":"next"}""");
        await b.Sees("partner_next");
        var c = await chat.Waits("C"); // not matched with either at once
        await a.Leaves();
        await BlinkSocket.AreMatched(c, b); // B came back by itself
    }
}
