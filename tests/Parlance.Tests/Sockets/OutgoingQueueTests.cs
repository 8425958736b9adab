using Parlance.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Tests.Sockets;

public class OutgoingQueueTests
{
    private readonly byte[] _scratch = new byte[1024];

    [Fact]
    public void Frames_leave_in_order_however_the_system_cuts_them()
    {
        var random = new Random(7);
        var queue = new OutgoingQueue(int.MaxValue);
        var sent = new List<byte>();
        var expected = new List<byte>();
        for (var round = 0; round < 2_000; round++)
        {
            for (var i = random.Next(0, 6); i > 0; i--)
            {
                var frame = Text(random.Next(1, 2_000), (byte)random.Next(256));
                expected.AddRange(frame.Bytes);
                queue.TryEnqueue(frame).ShouldBeTrue();
            }

            while (!queue.IsEmpty && random.Next(4) > 0)
            {
                var bytes = queue.Peek(_scratch);
                var taken = random.Next(0, bytes.Length + 1);
                sent.AddRange(bytes[..taken]);
                queue.Advance(taken);
            }
        }

        while (!queue.IsEmpty)
        {
            var bytes = queue.Peek(_scratch);
            sent.AddRange(bytes);
            queue.Advance(bytes.Length);
        }

        sent.ShouldBe(expected);
        queue.Bytes.ShouldBe(0);
    }

    [Fact]
    public void Small_frames_are_sent_together()
    {
        var queue = new OutgoingQueue(10_000);
        for (var i = 0; i < 5; i++)
            queue.TryEnqueue(Text(10, 1));

        queue.Peek(_scratch).Length.ShouldBe(60);
    }

    [Fact]
    public void Past_half_of_the_bound_ephemeral_frames_are_left_out_and_full_means_too_slow()
    {
        var queue = new OutgoingQueue(100);
        queue.TryEnqueue(Text(58, 1)).ShouldBeTrue();

        queue.TryEnqueue(Frame.Text(new byte[5], isEphemeral: true)).ShouldBeTrue();
        queue.Bytes.ShouldBe(60);
        queue.TryEnqueue(Text(38, 2)).ShouldBeTrue();
        queue.TryEnqueue(Text(1, 3)).ShouldBeFalse();
    }

    [Fact]
    public void The_last_word_comes_after_the_frame_that_is_half_sent()
    {
        var queue = new OutgoingQueue(100);
        var first = Text(30, 1);
        queue.TryEnqueue(first);
        queue.TryEnqueue(Text(30, 2));
        queue.Advance(10);
        var last = Frame.Close(4008, "bye");

        queue.ReplaceWith(last);

        queue.Peek(_scratch).ToArray().ShouldBe([.. first.Bytes[10..], .. last.Bytes]);
        queue.Advance(22 + last.Bytes.Length);
        queue.IsEmpty.ShouldBeTrue();
    }

    private static Frame Text(int length, byte fill)
    {
        var payload = new byte[length];
        Array.Fill(payload, fill);
        return Frame.Text(payload);
    }
}
