using Parlance.Sockets;

namespace Parlance.Tests.Sockets;

/// <summary>Pings and timers.</summary>
public class KeepingAliveTests : ConnectionTest
{
    [Fact]
    public void A_silent_peer_is_pinged_and_then_closed()
    {
        var peer = Peer(new SocketOptions { PingPeriod = TimeSpan.FromSeconds(25) });

        Pass(peer, 24);
        peer.Frames().ShouldBeEmpty();
        Pass(peer, 2);
        peer.Frames().ShouldBe(["ping:"]);
        Pass(peer, 25);

        peer.Frames().ShouldBe(["ping:", "close:4010 silent; answer pings"]);
    }

    [Fact]
    public void Whoever_answers_pings_stays()
    {
        var peer = Peer(new SocketOptions { PingPeriod = TimeSpan.FromSeconds(25) });

        for (var i = 0; i < 10; i++)
        {
            Pass(peer, 26);
            peer.Sends(0x8A, "");
        }

        peer.Frames().ShouldAllBe(frame => frame == "ping:");
        peer.Frames().Count.ShouldBe(10);
    }

    [Fact]
    public void A_timer_of_the_session_is_called_once_when_it_is_due()
    {
        var peer = Peer();
        peer.Connection.SetTimer(peer.Loop.NowMs + 2_000);

        Pass(peer, 1.5);
        peer.Frames().ShouldBeEmpty();
        Pass(peer, 5);

        peer.Frames().ShouldBe(["text:timer"]);
    }

    [Theory]
    [InlineData(25, 20, 20)]
    [InlineData(10, 20, 10)]
    public void The_shorter_period_of_options_and_dialect_counts(int options, int rules, int period)
    {
        var peer = Peer(new SocketOptions { PingPeriod = TimeSpan.FromSeconds(options) }, new SocketRules { MaxPingPeriod = TimeSpan.FromSeconds(rules) });

        Pass(peer, period - 1);
        peer.Frames().ShouldBeEmpty();
        Pass(peer, 2);
        peer.Frames().ShouldBe(["ping:"]);
        Pass(peer, period);

        peer.Frames().ShouldBe(["ping:", "close:4010 silent; answer pings"]);
    }
}
