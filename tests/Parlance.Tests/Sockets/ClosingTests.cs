using Parlance.Sockets;

namespace Parlance.Tests.Sockets;

/// <summary>How a connection ends, whoever ends it.</summary>
public class ClosingTests : ConnectionTest
{
    [Theory]
    [InlineData(0, "close:")]
    [InlineData(1000, "close:1000")]
    [InlineData(1001, "close:1001")]
    [InlineData(3000, "close:3000")]
    [InlineData(4999, "close:4999")]
    [InlineData(999, "close:1002")]
    [InlineData(1004, "close:1002")]
    [InlineData(1005, "close:1002")]
    [InlineData(1006, "close:1002")]
    [InlineData(1015, "close:1002")]
    [InlineData(2999, "close:1002")]
    [InlineData(5000, "close:1002")]
    public void A_close_is_answered_with_its_code_and_ends_the_connection(int code, string answer)
    {
        var peer = Peer();
        peer.Sends("bye");

        peer.SendsClose(code);

        peer.Frames().ShouldBe(["text:bye", answer]);
        peer.IsCut.ShouldBeTrue();
        peer.Session.Closed.ShouldBe(1);
        peer.Loop.ConnectionCount.ShouldBe(0);
    }

    [Fact]
    public void A_close_with_half_a_code_is_answered_as_an_error()
    {
        var peer = Peer();

        peer.SendsBytes(FrameParserTests.Masked(0x88, [3]));

        peer.Frames().ShouldBe(["close:1002"]);
    }

    [Fact]
    public void A_close_to_a_reader_who_took_nothing_is_answered_as_an_error_too()
    {
        var peer = Peer(new SocketOptions { MaxOutgoingBytes = 20 });
        peer.Room = 0;
        peer.Sends(new string('x', 17));

        peer.SendsClose(5000);
        peer.Takes(1_000);

        peer.Frames()[^1].ShouldBe("close:1002");
        peer.IsCut.ShouldBeTrue();
    }

    [Fact]
    public void When_the_server_closes_it_sends_what_waits_first_and_ends_when_the_peer_agrees()
    {
        var peer = Peer();
        peer.Sends("last");

        peer.Connection.Close(CloseReason.SessionEnded);
        peer.Sends("too late");
        peer.IsCut.ShouldBeFalse();
        peer.SendsClose(4004);

        peer.Frames().ShouldBe(["text:last", "close:4004 session_ended; sign in again"]);
        peer.Session.Heard.ShouldBe(["last"]);
        peer.IsCut.ShouldBeTrue();
        peer.Session.Closed.ShouldBe(1);
    }

    [Fact]
    public void A_peer_that_does_not_answer_a_close_is_cut()
    {
        var peer = Peer(new SocketOptions { CloseTimeout = TimeSpan.FromSeconds(3) });
        peer.Connection.Close(CloseReason.Normal);
        peer.Loop.Settle();

        Pass(peer, 2.4);
        peer.IsCut.ShouldBeFalse();
        Pass(peer, 1.2);

        peer.IsCut.ShouldBeTrue();
    }

    [Fact]
    public void One_address_holds_only_so_many_connections()
    {
        var loop = TestLoop.Create(clock: Clock);
        loop.Addresses = new AddressCounts(2);
        var first = new TestPeer(loop);
        _ = new TestPeer(loop);

        var third = new TestPeer(loop);
        loop.Settle();
        third.Frames().ShouldBe(["close:1013 too_many_connections; close others or come back later"]);
        third.Session.Opened.ShouldBe(0);
        new TestPeer(loop, address: "192.0.2.2").Session.Opened.ShouldBe(1);

        first.SendsClose(1000);
        new TestPeer(loop).Session.Opened.ShouldBe(1);
    }

    [Fact]
    public void A_dialect_says_how_a_slow_reader_and_a_stop_of_the_server_are_told()
    {
        var rules = new SocketRules { TooSlow = CloseReason.Overflow, Restarting = CloseReason.GoingAway };
        var slow = Peer(new SocketOptions { MaxOutgoingBytes = 20 }, rules);
        slow.Room = 0;
        slow.Sends("seventeen letters");
        slow.Sends("more");
        slow.Takes(1_000);
        slow.Frames().ShouldBe(["close:1013 too_slow; come back and read what was missed"]);

        var peer = Peer(new SocketOptions { DrainSpread = TimeSpan.Zero }, rules);
        DrainWave.Begin(peer.Loop);
        peer.Loop.Settle();
        peer.Frames().ShouldHaveSingleItem().ShouldMatch("^close:1001 going_away; reconnect in [0-9]+ ms$");
    }

    [Fact]
    public void Every_reason_fits_into_a_close_frame()
    {
        var reasons = typeof(CloseReason).GetFields().Where(constant => constant.IsStatic).Select(constant => (CloseReason)constant.GetValue(null)!).ToList();
        reasons.Count.ShouldBeGreaterThan(10);

        foreach (var reason in reasons.Concat([CloseReason.Restarting(TimeSpan.MaxValue), CloseReason.GoingAway(TimeSpan.MaxValue)]))
            System.Text.Encoding.UTF8.GetByteCount(reason.Text).ShouldBeLessThanOrEqualTo(123);
    }
}
