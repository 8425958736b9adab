using System.Buffers.Binary;

namespace Parlance.Tests.Core.Media;

/// <summary>Images of which only the headers are real.</summary>
internal static class Pictures
{
    public static byte[] Jpeg(int width = 40, int height = 40, int size = 0)
    {
        byte[] head =
        [
            0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x06, (byte)'J', (byte)'F', (byte)'I', (byte)'F',
            0xFF, 0xC4, 0x00, 0x04, 0x00, 0x00, // a table, whose marker lies among those of frames
            0xFF, 0xC0, 0x00, 0x0B, 0x08, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 0x01, 0x01, 0x11, 0x00,
        ];
        return Padded(head, size);
    }

    public static byte[] Png(uint width = 40, uint height = 40, int size = 0)
    {
        var head = new byte[33];
        byte[] start = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R'];
        start.CopyTo(head, 0);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(16), width);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(20), height);
        return Padded(head, size);
    }

    public static byte[] Gif(ushort width = 40, ushort height = 40) =>
        [.. "GIF89a"u8, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0, 0, 0, 0x3B];

    public static byte[] WebPLossy(ushort width = 40, ushort height = 40) =>
        [.. "RIFF"u8, 22, 0, 0, 0, .. "WEBPVP8 "u8, 10, 0, 0, 0, 0, 0, 0, 0x9D, 0x01, 0x2A, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8)];

    public static byte[] WebPLossless(int width = 40, int height = 40)
    {
        byte[] head = [.. "RIFF"u8, 22, 0, 0, 0, .. "WEBPVP8L"u8, 10, 0, 0, 0, 0x2F, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(21), (uint)((width - 1) | ((height - 1) << 14)));
        return head;
    }

    public static byte[] WebPExtended(int width = 40, int height = 40) =>
    [
        .. "RIFF"u8, 22, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0,
        (byte)(width - 1), (byte)((width - 1) >> 8), (byte)((width - 1) >> 16), (byte)(height - 1), (byte)((height - 1) >> 8), (byte)((height - 1) >> 16),
    ];

    private static byte[] Padded(byte[] head, int size)
    {
        var image = new byte[Math.Max(head.Length, size)];
        head.CopyTo(image, 0);
        return image;
    }
}
