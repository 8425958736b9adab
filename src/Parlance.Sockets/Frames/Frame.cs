using System.Buffers.Binary;
using System.Text;

namespace Parlance.Sockets.Frames;

/// <summary>
/// A finished server frame, header and payload in one array. Server frames carry no mask, so the same bytes are right for every recipient and
/// are shared by all of them; nobody changes them after construction.
/// </summary>
public sealed class Frame
{
    public static readonly Frame Ping = Create(Opcode.Ping, [], isEphemeral: true);

    private Frame(byte[] bytes, bool isEphemeral)
    {
        Bytes = bytes;
        IsEphemeral = isEphemeral;
    }

    public byte[] Bytes { get; }

    /// <summary>May be left out for a reader who is slow: typing, presence, pings.</summary>
    public bool IsEphemeral { get; }

    /// <param name="payload">UTF-8; copied.</param>
    public static Frame Text(ReadOnlySpan<byte> payload, bool isEphemeral = false) => Create(Opcode.Text, payload, isEphemeral);

    public static Frame Pong(ReadOnlySpan<byte> payload) => Create(Opcode.Pong, payload, isEphemeral: true);

    /// <summary>A ping whose answer is waited for: unlike <see cref="Ping"/> it is never left out.</summary>
    public static Frame Probe(ReadOnlySpan<byte> payload) => Create(Opcode.Ping, payload, isEphemeral: false);

    /// <param name="code">0 to send a close frame without a body.</param>
    /// <param name="reason">Cut to the 123 bytes that fit, between characters.</param>
    public static Frame Close(int code, string reason)
    {
        if (code == 0)
            return Create(Opcode.Close, [], isEphemeral: false);

        Span<byte> payload = stackalloc byte[125];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        Encoding.UTF8.GetEncoder().Convert(reason, payload[2..], flush: true, out _, out var written, out _);
        return Create(Opcode.Close, payload[..(2 + written)], isEphemeral: false);
    }

    /// <summary>Several messages that are always sent side by side, as one piece.</summary>
    /// <returns>Ephemeral when all of them are.</returns>
    public static Frame Join(params ReadOnlySpan<Frame> frames)
    {
        var length = 0;
        var isEphemeral = true;
        foreach (var frame in frames)
        {
            length += frame.Bytes.Length;
            isEphemeral &= frame.IsEphemeral;
        }

        var bytes = GC.AllocateUninitializedArray<byte>(length);
        var at = 0;
        foreach (var frame in frames)
        {
            frame.Bytes.CopyTo(bytes.AsSpan(at));
            at += frame.Bytes.Length;
        }

        return new Frame(bytes, isEphemeral);
    }

    private static Frame Create(Opcode opcode, ReadOnlySpan<byte> payload, bool isEphemeral)
    {
        var header = payload.Length switch { < 126 => 2, <= ushort.MaxValue => 4, _ => 10 };
        // A plain array, not a pooled one: a frame outlives its encoding in many queues, and only the collector knows when the last has sent it.
        var bytes = GC.AllocateUninitializedArray<byte>(header + payload.Length);
        bytes[0] = (byte)(0x80 | (byte)opcode);
        switch (header)
        {
            case 2:
                bytes[1] = (byte)payload.Length;
                break;
            case 4:
                bytes[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)payload.Length);
                break;
            default:
                bytes[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(2), (ulong)payload.Length);
                break;
        }

        payload.CopyTo(bytes.AsSpan(header));
        return new Frame(bytes, isEphemeral);
    }
}
