using System.Text;
using Parlance.Sockets;

namespace Parlance.Tests.Sockets;

/// <summary>Bytes become frames, and frames become messages.</summary>
public class ReadingTests : ConnectionTest
{
    [Fact]
    public void Texts_are_heard_and_answered()
    {
        var peer = Peer();

        peer.Sends("one");
        peer.Sends("");
        peer.Sends("zwölf 👍");

        peer.Session.Heard.ShouldBe(["one", "", "zwölf 👍"]);
        peer.Frames().ShouldBe(["text:one", "text:", "text:zwölf 👍"]);
        peer.Session.Opened.ShouldBe(1);
    }

    [Fact]
    public void However_the_bytes_are_cut_the_same_is_heard()
    {
        var random = new Random(11);
        string[] texts = ["a", new('b', 125), new('c', 126), new('d', 3_000), "", new('e', 65_000)];
        byte[] stream = [.. texts.SelectMany(t => FrameParserTests.Masked(0x81, Encoding.UTF8.GetBytes(t)))];
        for (var round = 0; round < 50; round++)
        {
            var peer = Peer();
            var largest = round % 5 == 0 ? 3 : 9_000;
            for (var at = 0; at < stream.Length;)
            {
                var length = Math.Min(random.Next(1, largest), stream.Length - at);
                peer.Connection.OnBytes(stream.AsSpan(at, length).ToArray());
                at += length;
            }

            peer.Session.Heard.ShouldBe(texts);
        }
    }

    [Fact]
    public void Fragments_make_one_text_and_control_frames_may_stand_between()
    {
        var peer = Peer();

        peer.Sends(0x01, "he");
        peer.Sends(0x89, "are you there");
        peer.Sends(0x00, "l");
        peer.Sends(0x80, "lo");
        peer.Sends("next");

        peer.Session.Heard.ShouldBe(["hello", "next"]);
        peer.Frames().ShouldBe(["pong:are you there", "text:hello", "text:next"]);
    }

    [Fact]
    public void A_character_may_be_cut_by_a_fragment()
    {
        var peer = Peer();
        var bytes = Encoding.UTF8.GetBytes("é");

        peer.SendsBytes(FrameParserTests.Masked(0x01, bytes[..1]));
        peer.SendsBytes(FrameParserTests.Masked(0x80, bytes[1..]));

        peer.Session.Heard.ShouldBe(["é"]);
    }

    [Fact]
    public void A_continuation_of_nothing_and_a_text_inside_another_break_the_protocol()
    {
        var first = Peer();
        first.Sends(0x80, "x");
        first.Frames().ShouldBe(["close:4000 protocol_error; a continuation of nothing"]);

        var second = Peer();
        second.Sends(0x01, "x");
        second.Sends("y");
        second.Frames().ShouldBe(["close:4000 protocol_error; a new message began inside a fragmented one"]);
        second.Session.Heard.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_too_large_is_refused_before_it_has_come_whole_or_in_fragments()
    {
        var options = new SocketOptions { MaxFrameBytes = 1_000 };
        var whole = Peer(options);
        whole.SendsBytes(FrameParserTests.Masked(0x81, new byte[1_001])[..4]);
        whole.Frames().ShouldBe(["close:1009 frame_too_large; send smaller frames"]);

        var parts = Peer(options);
        parts.Sends(0x01, new string('x', 600));
        parts.Sends(0x00, new string('x', 400));
        parts.IsCut.ShouldBeFalse();
        parts.Sends(0x80, "x");
        parts.Frames().ShouldBe(["close:1009 frame_too_large; send smaller frames"]);
        parts.Session.Heard.ShouldBeEmpty();
    }

    [Fact]
    public void Binary_frames_and_broken_text_are_refused()
    {
        var binary = Peer();
        binary.Sends(0x82, "x");
        binary.Frames().ShouldBe(["close:1003 binary_refused; send text frames"]);

        var broken = Peer();
        broken.SendsBytes(FrameParserTests.Masked(0x81, [0xC3, 0x28]));
        broken.Frames().ShouldBe(["close:1007 invalid_utf8; text frames must be UTF-8"]);
    }

    [Fact]
    public void After_a_violation_nothing_is_heard_any_more()
    {
        var peer = Peer();

        peer.SendsBytes([0x81, 0x01, (byte)'x', .. FrameParserTests.Masked(0x81, "y"u8.ToArray())]);
        peer.Sends("z");

        peer.Frames().ShouldBe(["close:4000 protocol_error; client frames must be masked"]);
        peer.Session.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task While_a_command_is_under_way_the_next_ones_wait_in_order()
    {
        var peer = Peer();
        var first = new TaskCompletionSource();
        var third = new TaskCompletionSource();
        peer.Session.WaitAfter = text => text switch { "1" => first.Task, "3" => third.Task, _ => Task.CompletedTask };
        byte[] six = [.. "123456".SelectMany(c => FrameParserTests.Masked(0x81, [(byte)c]))];

        peer.SendsBytes(six[..20]); // 1, 2 and a part of 3
        peer.IsPaused.ShouldBeTrue();
        peer.SendsBytes(six[20..]);
        peer.Session.Heard.ShouldBe(["1"]);

        first.SetResult();
        await Settled(peer, () => peer.Session.Heard.Count == 3);
        peer.IsPaused.ShouldBeTrue();

        third.SetResult();
        await Settled(peer, () => !peer.IsPaused);
        peer.Session.Heard.ShouldBe(["1", "2", "3", "4", "5", "6"]);
    }

    [Fact]
    public async Task A_connection_that_ends_while_a_command_is_under_way_hears_no_more()
    {
        var peer = Peer();
        var command = new TaskCompletionSource();
        peer.Session.WaitAfter = _ => command.Task;
        peer.SendsBytes([.. FrameParserTests.Masked(0x81, "1"u8.ToArray()), .. FrameParserTests.Masked(0x81, "2"u8.ToArray())]);

        peer.Connection.Abort();
        command.SetResult();
        await command.Task;
        peer.Loop.Settle();

        peer.Session.Heard.ShouldBe(["1"]);
        peer.Session.Closed.ShouldBe(1);
    }
}
