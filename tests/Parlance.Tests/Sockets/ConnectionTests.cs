using System.Text;
using Parlance.Sockets;

namespace Parlance.Tests.Sockets;

public class ConnectionTests
{
    private readonly TestClock _clock = new();

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

    [Fact]
    public void One_address_holds_only_so_many_connections()
    {
        var loop = TestLoop.Create(clock: _clock);
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
    public void A_timer_of_the_session_is_called_once_when_it_is_due()
    {
        var peer = Peer();
        peer.Connection.SetTimer(peer.Loop.NowMs + 2_000);

        Pass(peer, 1.5);
        peer.Frames().ShouldBeEmpty();
        Pass(peer, 5);

        peer.Frames().ShouldBe(["text:timer"]);
    }

    private TestPeer Peer(SocketOptions? options = null) => new(TestLoop.Create(options, _clock));

    private void Pass(TestPeer peer, double seconds)
    {
        for (var left = TimeSpan.FromSeconds(seconds); left > TimeSpan.Zero; left -= TimeSpan.FromMilliseconds(100))
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            peer.Loop.Settle();
        }
    }

    private static Task Settled(TestPeer peer, Func<bool> condition) => Eventually.Holds(() =>
    {
        peer.Loop.Settle();
        return condition() ? null : $"heard {string.Join(",", peer.Session.Heard)}";
    });
}
