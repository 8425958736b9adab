using System.Globalization;

namespace Parlance.Dialects.ChatRooms.Wire;

/// <summary>Moments as this wire writes them: `2026-01-01T00:00:00.000Z`. The `Z` matters: without it browsers read local time.</summary>
internal static class WireTime
{
    /// <summary>Characters, and bytes in UTF-8.</summary>
    public const int Length = 24;

    private const string Shape = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string Of(DateTimeOffset at) => at.UtcDateTime.ToString(Shape, CultureInfo.InvariantCulture);

    /// <summary>Writes <see cref="Length"/> bytes without allocating.</summary>
    public static void Write(DateTimeOffset at, Span<byte> utf8) => at.UtcDateTime.TryFormat(utf8[..Length], out _, Shape, CultureInfo.InvariantCulture);
}
