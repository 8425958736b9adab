using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Parlance.Core;

namespace Parlance.Dialects.ChatRooms.Wire;

/// <summary>
/// Numbers as the UUIDs that this wire's clients expect: version 8, e.g. `6d657373-0000-8000-8000-000000000414` for message 1044.
/// The same number always gives the same text and the text gives it back, so nothing has to be kept.
/// </summary>
/// <remarks>The first group says of what the id is; the second and last are the number's upper 16 and lower 48 bits. Only the exact text is read back: lower case, every other bit as written.</remarks>
internal static class WireId
{
    /// <summary>Characters, and bytes in UTF-8, of every id.</summary>
    public const int Length = 36;

    private const uint MessageGroup = 0x6d657373; // "mess"
    private const uint ConversationGroup = 0x636f6e76; // "conv"

    public static string Of(MessageId id) => Make(MessageGroup, id.Value).ToString();

    public static string Of(ConversationId id) => Make(ConversationGroup, id.Value).ToString();

    /// <summary>Writes the id's <see cref="Length"/> bytes without allocating.</summary>
    public static void Write(MessageId id, Span<byte> utf8) => Make(MessageGroup, id.Value).TryFormat(utf8[..Length], out _);

    /// <inheritdoc cref="Write(MessageId, Span{byte})"/>
    public static void Write(ConversationId id, Span<byte> utf8) => Make(ConversationGroup, id.Value).TryFormat(utf8[..Length], out _);

    public static bool TryParse([NotNullWhen(true)] string? text, out MessageId id)
    {
        var parsed = TryRead(MessageGroup, text, out var number);
        id = new MessageId(number);
        return parsed;
    }

    /// <inheritdoc cref="TryParse(string?, out MessageId)"/>
    public static bool TryParse([NotNullWhen(true)] string? text, out ConversationId id)
    {
        var parsed = TryRead(ConversationGroup, text, out var number);
        id = new ConversationId(number);
        return parsed;
    }

    private static Guid Make(uint group, long number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, group);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], (ushort)(number >> 48));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[6..], 0x8000_8000); // version 8, then the variant of RFC 9562
        BinaryPrimitives.WriteUInt16BigEndian(bytes[10..], (ushort)(number >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], (uint)number);
        return new Guid(bytes, bigEndian: true);
    }

    private static bool TryRead(uint group, string? text, out long number)
    {
        number = 0;
        if (text is not { Length: Length } || !Guid.TryParseExact(text, "D", out var guid))
            return false;

        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        number = ((long)BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]) << 48)
            | ((long)BinaryPrimitives.ReadUInt16BigEndian(bytes[10..]) << 32)
            | BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]);

        Span<char> exact = stackalloc char[Length];
        Make(group, number).TryFormat(exact, out _);
        if (number > 0 && text.AsSpan().SequenceEqual(exact))
            return true;
        number = 0;
        return false;
    }
}
