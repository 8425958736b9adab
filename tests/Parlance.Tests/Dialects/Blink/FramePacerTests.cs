using Parlance.Dialects.Blink.Socket;
using Parlance.Sockets;
using Parlance.Sockets.Frames;
using Parlance.Tests.Client;
using Parlance.Tests.Sockets;

namespace Parlance.Tests.Dialects.Blink;

public class FramePacerTests
{
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(20);

    private readonly ManualTime _time = new();

    [Fact]
    public void Frames_keep_their_order_and_their_distance_and_the_first_goes_at_once()
    {
        var (peer, pacer) = Paced();
        Send(peer, pacer, "one", "two", "three");
        peer.NewFrames().ShouldBe(["text:one"]);
        Pass(peer, 19);
        peer.NewFrames().ShouldBeEmpty();
        Pass(peer, 2);
        peer.NewFrames().ShouldBe(["text:two"]);
        Send(peer, pacer, "four");
        Pass(peer, 21);
        peer.NewFrames().ShouldBe(["text:three"]);
        Pass(peer, 21);
        peer.NewFrames().ShouldBe(["text:four"]);

        Pass(peer, 21);
        Send(peer, pacer, "after a quiet time");
        peer.NewFrames().ShouldBe(["text:after a quiet time"]);
    }

    [Fact]
    public void Whoever_lets_too_much_wait_is_closed_as_too_slow()
    {
        var (peer, pacer) = Paced(maxBytes: 1_000);
        Send(peer, pacer, "at once", new string('x', 500), new string('y', 400), new string('z', 200));
        peer.NewFrames().ShouldBe(["text:at once", "close:1013 too_slow; come back"]);
        Pass(peer, 100);
        peer.NewFrames().ShouldBeEmpty();
    }

    [Fact]
    public void Without_spacing_nothing_waits()
    {
        var (peer, pacer) = Paced(spacing: TimeSpan.Zero);
        Send(peer, pacer, "one", "two");
        peer.NewFrames().ShouldBe(["text:one", "text:two"]);
    }

    [Fact]
    public void What_waits_when_the_connection_ends_is_forgotten()
    {
        var (peer, pacer) = Paced();
        Send(peer, pacer, "one", "two");
        pacer.Stop();
        Pass(peer, 100);
        peer.NewFrames().ShouldBe(["text:one"]);
    }

    private (TestPeer Peer, FramePacer Pacer) Paced(int maxBytes = 1024 * 1024, TimeSpan? spacing = null)
    {
        var peer = new TestPeer(TestLoop.Create(new SocketOptions { MaxOutgoingBytes = maxBytes }), new EventCodec(rules: new BlinkCodec().Rules));
        return (peer, new FramePacer(peer.Connection, spacing ?? Spacing, _time));
    }

    private static void Send(TestPeer peer, FramePacer pacer, params string[] texts)
    {
        foreach (var text in texts)
            pacer.Send(Frame.Text(System.Text.Encoding.UTF8.GetBytes(text)));
        peer.Loop.Settle();
    }

    /// <summary>A step at a time: what a timer sets off is done on the loop, which may set the timer again.</summary>
    private void Pass(TestPeer peer, int milliseconds)
    {
        for (var i = 0; i < milliseconds; i++)
        {
            _time.Pass(TimeSpan.FromMilliseconds(1));
            peer.Loop.Settle();
        }
    }
}
