using System.Text;
using Parlance.Sockets;

namespace Parlance.Tests.Sockets;

/// <summary>Dialects whose clients stay connected after a message that is too large or binary.</summary>
public class ForgivingTests : ConnectionTest
{
    private const int Limit = 1_000;

    [Theory]
    [InlineData(0x81, "too large")]
    [InlineData(0x82, "binary")]
    public void What_is_too_large_is_told_from_its_header_and_passed_over(int first, string told)
    {
        var peer = Forgiving();
        var frame = FrameParserTests.Masked((byte)first, new byte[16 * Limit]);

        peer.SendsBytes(frame[..4]);
        peer.Frames().ShouldBe([$"text:{told}"]);
        peer.SendsBytes(frame[4..]);
        peer.Sends("next");

        peer.Frames().ShouldBe([$"text:{told}", "text:next"]);
        peer.Session.Heard.ShouldBe(["next"]);
    }

    [Fact]
    public void Fragments_that_are_too_large_together_are_told_once_and_pings_between_are_answered()
    {
        var peer = Forgiving();

        peer.Sends(0x01, new string('x', 600));
        peer.Sends(0x00, new string('x', 401));
        peer.Sends(0x89, "are you there");
        peer.Sends(0x00, new string('x', 2_000));
        peer.Sends(0x80, new string('x', 5));
        peer.Sends(0x01, "ne");
        peer.Sends(0x80, "xt");

        peer.Frames().ShouldBe(["text:too large", "pong:are you there", "text:next"]);
    }

    [Fact]
    public void A_binary_message_in_fragments_is_told_once()
    {
        var peer = Forgiving();

        peer.Sends(0x02, "x");
        peer.Sends(0x00, new string('x', 3_000));
        peer.Sends(0x80, "x");
        peer.Sends(0x82, "");
        peer.Sends("next");

        peer.Frames().ShouldBe(["text:binary", "text:binary", "text:next"]);
    }

    [Theory]
    [InlineData(0x81)]
    [InlineData(0x82)]
    public void Sixteen_times_the_limit_is_forgiven_and_a_byte_more_is_not(int first)
    {
        var peer = Forgiving();
        peer.SendsBytes(FrameParserTests.Masked((byte)first, new byte[16 * Limit]));
        peer.Connection.IsOpen.ShouldBeTrue();
        peer.NewFrames();

        peer.SendsBytes(FrameParserTests.Masked((byte)first, new byte[16 * Limit + 1])[..10]);
        peer.Sends("too late");

        peer.Frames()[^1].ShouldBe("close:1009 frame_too_large; send smaller frames");
        peer.Session.Heard.ShouldBeEmpty();
    }

    [Fact]
    public void Fragments_without_end_are_not_forgiven()
    {
        var peer = Forgiving();
        peer.Sends(0x01, new string('x', Limit));

        for (var i = 0; i < 15; i++)
            peer.Sends(0x00, new string('x', Limit));
        peer.Frames().ShouldBe(["text:too large"]);
        peer.Sends(0x00, "x");

        peer.Frames().ShouldBe(["text:too large", "close:1009 frame_too_large; send smaller frames"]);
    }

    [Fact]
    public void A_length_of_exabytes_is_not_forgiven()
    {
        foreach (var top in new byte[] { 0x7F, 0xFF })
        {
            var peer = Forgiving();
            peer.SendsBytes([0x81, 0xFF, top, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
            peer.Frames().ShouldBe(["close:1009 frame_too_large; send smaller frames"]);
        }
    }

    [Fact]
    public void However_the_bytes_are_cut_the_good_ones_are_heard_and_each_bad_one_is_told()
    {
        var random = new Random(12);
        byte[] stream =
        [
            .. Text("1"), .. FrameParserTests.Masked(0x81, new byte[Limit + 1]), .. Text("2"), .. FrameParserTests.Masked(0x82, new byte[3]),
            .. FrameParserTests.Masked(0x01, new byte[700]), .. FrameParserTests.Masked(0x00, new byte[5_000]), .. FrameParserTests.Masked(0x80, []),
            .. Text("3"), .. FrameParserTests.Masked(0x02, new byte[2_000]), .. FrameParserTests.Masked(0x80, new byte[9]), .. Text("4"),
        ];
        for (var round = 0; round < 200; round++)
        {
            var peer = Forgiving();
            var largest = round % 4 == 0 ? 3 : 3_000;
            for (var at = 0; at < stream.Length;)
            {
                var length = Math.Min(random.Next(1, largest), stream.Length - at);
                peer.Connection.OnBytes(stream.AsSpan(at, length).ToArray());
                at += length;
            }

            peer.Loop.Settle();
            peer.Frames().ShouldBe(["text:1", "text:too large", "text:2", "text:binary", "text:too large", "text:3", "text:binary", "text:4"]);
        }
    }

    [Fact]
    public async Task While_a_command_is_under_way_what_is_too_large_waits_its_turn()
    {
        var peer = Forgiving();
        var first = new TaskCompletionSource();
        peer.Session.WaitAfter = text => text == "1" ? first.Task : Task.CompletedTask;

        peer.SendsBytes([.. Text("1"), .. FrameParserTests.Masked(0x81, new byte[Limit + 1])[..500]]);
        peer.Frames().ShouldBe(["text:1"]);
        first.SetResult();
        await Settled(peer, () => !peer.IsPaused);
        peer.SendsBytes([.. new byte[Limit + 1 + 8 - 500], .. Text("2")]);

        peer.Frames().ShouldBe(["text:1", "text:too large", "text:2"]);
    }

    [Fact]
    public void What_is_passed_over_costs_no_memory()
    {
        const int limit = 256 * 1024;
        var peer = Forgiving(limit);
        var chunk = new byte[16 * 1024];
        peer.SendsBytes(FrameParserTests.Masked(0x81, new byte[16 * limit])[..14]);
        peer.Sends("");  // a part of the large one
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 200; i++)
            peer.Connection.OnBytes(chunk);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000);
        peer.Frames().ShouldBe(["text:too large"]);
    }

    [Fact]
    public void Text_that_a_message_had_gathered_is_let_go_when_it_grows_too_large()
    {
        const int limit = 256 * 1024;
        var peer = Forgiving(limit);
        var part = FrameParserTests.Masked(0x00, new byte[16 * 1024]);
        peer.SendsBytes(FrameParserTests.Masked(0x01, new byte[limit]));
        peer.SendsBytes([.. part]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 200; i++)
            peer.Connection.OnBytes(part);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000);
        peer.Frames().ShouldBe(["text:too large"]);
    }

    private static byte[] Text(string text) => FrameParserTests.Masked(0x81, Encoding.UTF8.GetBytes(text));

    /// <summary>The limit is the dialect's; that of the options is smaller.</summary>
    private TestPeer Forgiving(int limit = Limit) =>
        new(TestLoop.Create(new SocketOptions { MaxFrameBytes = 10 }, Clock), connection => new ForgivingSession(connection), new EventCodec(rules: new SocketRules { MaxFrameBytes = limit }));
}
