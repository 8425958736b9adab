using System.Buffers.Binary;
using System.Text;
using Parlance.Sockets.Frames;

namespace Parlance.Tests.Sockets;

public class FrameParserTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void A_masked_text_frame_of_any_length_is_read(int length)
    {
        var text = new string('x', length);
        var bytes = Masked(0x81, Encoding.UTF8.GetBytes(text));

        FrameParser.TryTake(bytes, 100_000, out var frame).ShouldBe(ParseResult.Frame);

        frame.Opcode.ShouldBe(Opcode.Text);
        frame.IsFinal.ShouldBeTrue();
        frame.Length.ShouldBe(bytes.Length);
        Encoding.UTF8.GetString(frame.Payload).ShouldBe(text);
    }

    [Fact]
    public void Every_cut_of_a_frame_is_incomplete_and_leaves_it_untouched()
    {
        var whole = Masked(0x81, Encoding.UTF8.GetBytes(new string('é', 100)));
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole[..length];
            FrameParser.TryTake(cut, 1000, out _).ShouldBe(ParseResult.Incomplete);
            cut.ShouldBe(whole[..length]);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0xC1, 0x80, 0, 0, 0, 0 }, "reserved bit")]
    [InlineData(new byte[] { 0x81, 0x00 }, "masked")]
    [InlineData(new byte[] { 0x83, 0x80, 0, 0, 0, 0 }, "opcode")]
    [InlineData(new byte[] { 0x8B, 0x80, 0, 0, 0, 0 }, "opcode")]
    [InlineData(new byte[] { 0x09, 0x80, 0, 0, 0, 0 }, "control frame")]
    [InlineData(new byte[] { 0x89, 0xFE, 0, 126 }, "control frame")]
    [InlineData(new byte[] { 0x81, 0xFE, 0, 125 }, "shortest form")]
    [InlineData(new byte[] { 0x81, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF }, "shortest form")]
    public void A_frame_against_the_protocol_is_a_violation_that_says_what(byte[] bytes, string what)
    {
        FrameParser.TryTake(bytes, 1000, out var frame).ShouldBe(ParseResult.Violation);
        frame.Violation.ShouldNotBeNull().ShouldContain(what);
    }

    [Theory]
    [InlineData(new byte[] { 0x81, 0xFE, 0x03, 0xE9 })]
    [InlineData(new byte[] { 0x81, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x81, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    public void A_frame_that_is_too_large_is_known_from_its_header(byte[] header) =>
        FrameParser.TryTake(header, 1000, out _).ShouldBe(ParseResult.TooLarge);

    [Fact]
    public void Random_bytes_never_throw_and_never_claim_more_than_there_is()
    {
        var random = new Random(4711);
        for (var i = 0; i < 200_000; i++)
        {
            var bytes = new byte[random.Next(0, 40)];
            random.NextBytes(bytes);
            if (FrameParser.TryTake(bytes, 64, out var frame) == ParseResult.Frame)
                frame.Length.ShouldBeInRange(6, bytes.Length);
        }
    }

    [Theory]
    [InlineData(5, 2)]
    [InlineData(125, 2)]
    [InlineData(126, 4)]
    [InlineData(65_535, 4)]
    [InlineData(65_536, 10)]
    public void A_server_frame_has_the_shortest_header_and_no_mask(int length, int header)
    {
        var bytes = Frame.Text(new byte[length]).Bytes;

        bytes.Length.ShouldBe(header + length);
        bytes[0].ShouldBe((byte)0x81);
        (bytes[1] & 0x80).ShouldBe(0);
        var said = header switch
        {
            2 => bytes[1],
            4 => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(2)),
            _ => (long)BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(2)),
        };
        said.ShouldBe(length);
    }

    [Fact]
    public void A_long_reason_is_cut_between_characters()
    {
        var bytes = Frame.Close(4000, new string('é', 200)).Bytes;

        bytes.Length.ShouldBeLessThanOrEqualTo(127);
        new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.AsSpan(4)).ShouldAllBe(c => c == 'é');
    }

    [Fact]
    public void Joined_messages_are_their_bytes_side_by_side_and_may_be_dropped_only_together()
    {
        var (lasting, passing) = (Frame.Text("one"u8), Frame.Text("two"u8, isEphemeral: true));

        var joined = Frame.Join(lasting, passing);

        joined.Bytes.ShouldBe([0x81, 3, .. "one"u8, 0x81, 3, .. "two"u8]);
        joined.IsEphemeral.ShouldBeFalse();
        Frame.Join(passing, passing).IsEphemeral.ShouldBeTrue();
    }

    internal static byte[] Masked(byte first, byte[] payload)
    {
        var header = payload.Length switch { < 126 => 2, <= 65_535 => 4, _ => 10 };
        var bytes = new byte[header + 4 + payload.Length];
        bytes[0] = first;
        bytes[1] = (byte)(0x80 | (header == 2 ? payload.Length : header == 4 ? 126 : 127));
        if (header == 4)
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)payload.Length);
        else if (header == 10)
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(2), (ulong)payload.Length);
        byte[] mask = [0x9d, 0x3a, 0x51, 0xc7];
        mask.CopyTo(bytes, header);
        for (var i = 0; i < payload.Length; i++)
            bytes[header + 4 + i] = (byte)(payload[i] ^ mask[i & 3]);
        return bytes;
    }
}
