using System.Buffers.Binary;

namespace Parlance.Core.Media;

/// <summary>Tells an image by its bytes, whatever it is called or declared as. Text, SVG and HTML are never images here, since a browser runs what is in them.</summary>
public static class ImageSniffer
{
    private const int BeforeSegments = 2; // FF D8

    /// <returns>Null when it is none of JPEG, PNG, GIF and WebP.</returns>
    public static ImageInfo? Sniff(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return Jpeg(content);
        if (content.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return Png(content);
        if (content.StartsWith("GIF87a"u8) || content.StartsWith("GIF89a"u8))
            return Gif(content);
        return content.StartsWith("RIFF"u8) && content.Length >= 16 && content[8..].StartsWith("WEBP"u8) ? WebP(content) : null;
    }

    /// <summary>The size stands in the first frame header, behind segments of any length that are skipped.</summary>
    private static ImageInfo Jpeg(ReadOnlySpan<byte> content)
    {
        var at = BeforeSegments;
        while (at + 9 <= content.Length && content[at] == 0xFF)
        {
            var marker = content[at + 1];
            if (marker == 0xFF)
            {
                at++; // filler
                continue;
            }

            // C4, C8 and CC lie among the frame headers and are tables.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return new ImageInfo("image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(content[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(content[(at + 5)..]));
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(content[(at + 2)..]);
            if (length < 2)
                break;
            at += 2 + length;
        }

        return new ImageInfo("image/jpeg", null, null);
    }

    private static ImageInfo? Png(ReadOnlySpan<byte> content) =>
        content.Length >= 24 && content[12..].StartsWith("IHDR"u8)
            ? new ImageInfo("image/png", BinaryPrimitives.ReadUInt32BigEndian(content[16..]), BinaryPrimitives.ReadUInt32BigEndian(content[20..]))
            : null;

    private static ImageInfo? Gif(ReadOnlySpan<byte> content) =>
        content.Length >= 13
            ? new ImageInfo("image/gif", BinaryPrimitives.ReadUInt16LittleEndian(content[6..]), BinaryPrimitives.ReadUInt16LittleEndian(content[8..]))
            : null;

    private static ImageInfo? WebP(ReadOnlySpan<byte> content)
    {
        if (content.Length < 30)
            return null;
        var kind = content[12..];
        if (kind.StartsWith("VP8X"u8))
            return new ImageInfo("image/webp", 1 + ReadUInt24(content[24..]), 1 + ReadUInt24(content[27..]));
        if (kind.StartsWith("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(content[21..]);
            return new ImageInfo("image/webp", 1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF));
        }

        return kind.StartsWith("VP8 "u8)
            ? new ImageInfo("image/webp", BinaryPrimitives.ReadUInt16LittleEndian(content[26..]) & 0x3FFFu, BinaryPrimitives.ReadUInt16LittleEndian(content[28..]) & 0x3FFFu)
            : null;
    }

    private static uint ReadUInt24(ReadOnlySpan<byte> bytes) => bytes[0] | ((uint)bytes[1] << 8) | ((uint)bytes[2] << 16);
}
