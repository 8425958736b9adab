using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Parlance.Sockets.Frames;

public enum ParseResult
{
    /// <summary>The bytes hold less than a whole frame.</summary>
    Incomplete,

    /// <summary>One frame was taken; its payload is unmasked in place.</summary>
    Frame,

    /// <summary>Not what a client may send: see <see cref="ParsedFrame.Violation"/>.</summary>
    Violation,

    /// <summary>A data frame is longer than allowed; it need not have arrived whole to be known. <see cref="ParsedFrame.Length"/> and
    /// <see cref="ParsedFrame.Announced"/> say how to get past it.</summary>
    TooLarge,
}

/// <summary>Where one client frame lies in the bytes it was parsed from.</summary>
public readonly ref struct ParsedFrame
{
    public Opcode Opcode { get; init; }

    public bool IsFinal { get; init; }

    public Span<byte> Payload { get; init; }

    /// <summary>Bytes taken, header included. Of a frame that is too large: its header up to the mask.</summary>
    public int Length { get; init; }

    /// <summary>Of a frame that is too large: length of its payload, which follows the four bytes of the mask.</summary>
    public long Announced { get; init; }

    public string? Violation { get; init; }
}

/// <summary>Takes one client frame at a time from received bytes (RFC 6455, section 5). Holds no state and no buffer.</summary>
public static class FrameParser
{
    /// <param name="bytes">Received bytes, beginning at a frame; the payload of a frame taken is unmasked in place.</param>
    public static ParseResult TryTake(Span<byte> bytes, int maxPayload, out ParsedFrame frame)
    {
        frame = default;
        if (bytes.Length < 2)
            return ParseResult.Incomplete;

        var first = bytes[0];
        var second = bytes[1];
        var opcode = (Opcode)(first & 0x0F);
        var isFinal = (first & 0x80) != 0;

        if ((first & 0x70) != 0)
            return Violates("a reserved bit is set; no extension was agreed", out frame);
        if ((second & 0x80) == 0)
            return Violates("client frames must be masked", out frame);
        if (opcode is > Opcode.Binary and < Opcode.Close or > Opcode.Pong)
            return Violates("the opcode is unknown", out frame);

        long length = second & 0x7F;
        if (opcode >= Opcode.Close && (!isFinal || length > 125))
            return Violates("a control frame must be whole and at most 125 bytes", out frame);

        var header = 2;
        if (length == 126)
        {
            if (bytes.Length < 4)
                return ParseResult.Incomplete;
            length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
            header = 4;
            if (length < 126)
                return Violates("a length is not in its shortest form", out frame);
        }
        else if (length == 127)
        {
            if (bytes.Length < 10)
                return ParseResult.Incomplete;
            length = BinaryPrimitives.ReadInt64BigEndian(bytes[2..]);
            header = 10;
            if (length is >= 0 and <= ushort.MaxValue)
                return Violates("a length is not in its shortest form", out frame);
        }

        if ((ulong)length > (ulong)maxPayload && opcode < Opcode.Close)
        {
            frame = new ParsedFrame { Opcode = opcode, IsFinal = isFinal, Length = header, Announced = length < 0 ? long.MaxValue : length };
            return ParseResult.TooLarge;
        }

        var total = header + 4 + (int)length;
        if (bytes.Length < total)
            return ParseResult.Incomplete;

        var payload = bytes.Slice(header + 4, (int)length);
        Unmask(payload, MemoryMarshal.Read<uint>(bytes[header..]));
        frame = new ParsedFrame { Opcode = opcode, IsFinal = isFinal, Payload = payload, Length = total };
        return ParseResult.Frame;
    }

    private static ParseResult Violates(string what, out ParsedFrame frame)
    {
        frame = new ParsedFrame { Violation = what };
        return ParseResult.Violation;
    }

    private static void Unmask(Span<byte> payload, uint mask)
    {
        var wide = mask | (ulong)mask << 32;
        var words = MemoryMarshal.Cast<byte, ulong>(payload);
        for (var i = 0; i < words.Length; i++)
            words[i] ^= wide;
        for (var i = words.Length * 8; i < payload.Length; i++)
            payload[i] ^= (byte)(mask >> (8 * (i & 3)));
    }
}
