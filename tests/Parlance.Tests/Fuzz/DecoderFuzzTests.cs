using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Parlance.Dialects.ChatRooms.Socket;
using Parlance.Dialects.Native.Socket;
using Parlance.Sockets;
using Parlance.Sockets.Frames;
using Parlance.Tests.Dialects.ChatRooms;
using Parlance.Tests.Dialects.Native;
using Parlance.Tests.Sockets;

namespace Parlance.Tests.Fuzz;

/// <summary>Whatever bytes come, decoders answer; they never throw.</summary>
public class DecoderFuzzTests
{
    private static readonly string[] RoomFrames = [.. RoomsFixtures.Names("sent_")];

    [Fact]
    public void Any_frame_is_a_command_or_a_refusal() => Rounds.Run(20_000, random =>
    {
        var frame = Mutations.Frame(random);

        if (CommandHead.Read(frame, out var head) is { } refusal)
        {
            refusal.Remedy.ShouldNotBeEmpty();
            _ = NativeEncoder.Error(head.Id, refusal);
            return;
        }

        foreach (var read in NativeFrames.Readers.Values)
        {
            if (read(frame) is { } invalid)
                invalid.Field.ShouldNotBeNullOrEmpty();
        }
    });

    [Fact]
    public void Any_frame_of_the_chat_rooms_is_read_or_malformed() => Rounds.Run(20_000, random =>
    {
        var bytes = Encoding.UTF8.GetBytes(RoomsFixtures.Read(RoomFrames[random.Next(RoomFrames.Length)]));
        for (var i = random.Next(4); i > 0; i--)
            bytes = Mutations.BendBytes(random, bytes);
        if (random.Next(4) == 0)
            bytes = Mutations.Frame(random);
        // Only valid UTF-8 gets this far.
        if (!Utf8.IsValid(bytes) || !InboundFrame.TryRead(bytes, out var frame))
            return;

        string?[] texts =
            [frame.Content.Text, frame.Target.Text, frame.Receiver.Text, frame.Sender.Text, frame.Username.Text, frame.Bio.Text, frame.Email.Text, frame.Avatar.Text, frame.IsTyping.Text];
        texts.Where(text => text is not null).ShouldAllBe(text => text!.Length <= bytes.Length);
        if (!frame.Signal.IsMissing)
            JsonNode.Parse(frame.Signal.Raw); // one whole value
    });

    [Fact]
    public void Any_bytes_are_frames_or_a_violation() => Rounds.Run(20_000, random =>
    {
        var bytes = Stream(random);
        var at = 0;
        while (FrameParser.TryTake(bytes.AsSpan(at), 64 * 1024, out var frame) == ParseResult.Frame)
        {
            frame.Length.ShouldBeInRange(6, bytes.Length - at);
            at += frame.Length;
        }
    });

    [Fact]
    public void Any_stream_of_bytes_leaves_a_connection_open_or_closed_with_one_reason() => Rounds.Run(3_000, random =>
    {
        var loop = TestLoop.Create(new SocketOptions { MaxFrameBytes = random.Next(3) == 0 ? 200 : 16 * 1024, MaxOutgoingBytes = 64 * 1024 });
        var peer = random.Next(2) == 0 ? new TestPeer(loop) : new TestPeer(loop, connection => new ForgivingSession(connection), EventCodec.Shared);
        if (random.Next(4) == 0)
            peer.Room = random.Next(2_000);

        var bytes = Stream(random);
        for (var at = 0; at < bytes.Length && !peer.IsCut;)
        {
            var length = Math.Min(bytes.Length - at, 1 + random.Next(random.Next(2) == 0 ? 5 : 5_000));
            peer.Connection.OnBytes(bytes.AsSpan(at, length));
            if (random.Next(3) == 0)
                peer.Loop.Settle();
            at += length;
        }

        peer.Loop.Settle();
        if (!peer.IsCut)
            peer.Takes(1_000_000);

        var frames = peer.Frames();
        var close = frames.FindIndex(frame => frame.StartsWith("close:", StringComparison.Ordinal));
        if (close >= 0)
            close.ShouldBe(frames.Count - 1);
        peer.Session.Closed.ShouldBe(peer.IsCut ? 1 : 0);
    });

    [Fact]
    public void Between_messages_that_are_passed_over_every_good_one_is_heard() => Rounds.Run(2_000, random =>
    {
        const int limit = 500;
        var peer = new TestPeer(TestLoop.Create(new SocketOptions { MaxFrameBytes = limit }), connection => new ForgivingSession(connection), EventCodec.Shared);
        var (stream, expected) = (new List<byte>(), new List<string>());
        for (var i = random.Next(8); i >= 0; i--)
            expected.AddRange(Message(random, limit, stream));

        var bytes = stream.ToArray();
        for (var at = 0; at < bytes.Length;)
        {
            var length = Math.Min(bytes.Length - at, 1 + random.Next(random.Next(2) == 0 ? 5 : 2_000));
            peer.Connection.OnBytes(bytes.AsSpan(at, length));
            at += length;
        }

        peer.Loop.Settle();
        peer.Frames().ShouldBe(expected);
    });

    /// <summary>Adds a whole message, good or to be passed over, in as many fragments as come up, with pings between.</summary>
    /// <returns>What the server says about it.</returns>
    private static List<string> Message(Random random, int limit, List<byte> stream)
    {
        var isBinary = random.Next(4) == 0;
        var payload = System.Text.Encoding.ASCII.GetBytes(new string((char)('a' + random.Next(26)), random.Next(3) == 0 ? random.Next(limit, 16 * limit) : random.Next(limit + 1)));
        var told = isBinary ? "text:binary" : payload.Length > limit ? "text:too large" : "text:" + System.Text.Encoding.ASCII.GetString(payload);
        var (answers, at, isTold) = (new List<string>(), 0, false);
        for (var first = true; ; first = false)
        {
            var end = random.Next(3) == 0 ? random.Next(at, payload.Length + 1) : payload.Length;
            var isLast = end == payload.Length && (random.Next(4) > 0);
            stream.AddRange(FrameParserTests.Masked((byte)((isLast ? 0x80 : 0) | (first ? isBinary ? 2 : 1 : 0)), payload[at..end]));
            at = end;
            // What is not kept is told with the frame that shows it, what is kept with the last.
            if (!isTold && (isLast || isBinary || end > limit))
            {
                answers.Add(told);
                isTold = true;
            }

            if (isLast)
                return answers;
            if (random.Next(3) == 0)
            {
                stream.AddRange(FrameParserTests.Masked(0x89, [(byte)'p']));
                answers.Add("pong:p");
            }
        }
    }

    private static byte[] Stream(Random random)
    {
        var bytes = new List<byte>();
        for (var i = random.Next(6); i >= 0; i--)
        {
            var first = random.Next(9) switch { 0 => 0x01, 1 => 0x00, 2 => 0x80, 3 => 0x89, 8 => 0x82, 4 => random.Next(20) == 0 ? 0x88 : 0x8A, _ => 0x81 };
            var payload = Mutations.Frame(random);
            bytes.AddRange(FrameParserTests.Masked((byte)first, first >= 0x88 ? payload[..Math.Min(payload.Length, 125)] : payload));
        }

        var stream = bytes.ToArray();
        for (var i = random.Next(4) - 2; i > 0; i--)
            stream = Mutations.BendBytes(random, stream);
        return stream;
    }
}
