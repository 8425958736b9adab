namespace Parlance.Tests.Sockets;

/// <summary>Frames leave whole and in order.</summary>
public class SendingTests : ConnectionTest
{
    [Fact]
    public void Frames_leave_whole_and_in_order_however_little_the_system_takes()
    {
        var random = new Random(5);
        var peer = Peer();
        peer.Room = 0;
        var texts = Enumerable.Range(0, 200).Select(i => $"{i} " + new string('x', random.Next(0, 400))).ToList();
        foreach (var text in texts)
            peer.Sends(text);

        while (peer.Frames().Count < texts.Count)
            peer.Takes(random.Next(1, 700));

        peer.Frames().ShouldBe(texts.Select(text => $"text:{text}"));
        peer.Connection.Outgoing.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void What_waits_for_the_queue_to_empty_is_done_once_and_then()
    {
        var peer = Peer();
        peer.Room = 0;
        peer.Sends("x");
        var done = 0;

        peer.Connection.WhenDrained(() => done++);
        peer.Loop.Settle();
        done.ShouldBe(0);
        peer.Takes(100);
        peer.Sends("y");

        done.ShouldBe(1);
    }
}
