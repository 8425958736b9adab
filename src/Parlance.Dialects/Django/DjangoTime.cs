using System.Globalization;

namespace Parlance.Dialects.Django;

/// <summary>Moments as Django's REST framework writes them: `2025-03-01T10:00:00.123000Z`. Storage keeps milliseconds, so what is not stored yet is told no finer: the same thing bears the same time ever after.</summary>
internal static class DjangoTime
{
    /// <summary>Characters, and bytes in UTF-8.</summary>
    public const int Length = 27;

    private const string Shape = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static string Of(DateTimeOffset at) => Stored(at).UtcDateTime.ToString(Shape, CultureInfo.InvariantCulture);

    /// <summary>Writes <see cref="Length"/> bytes without allocating.</summary>
    public static void Write(DateTimeOffset at, Span<byte> utf8) => Stored(at).UtcDateTime.TryFormat(utf8[..Length], out _, Shape, CultureInfo.InvariantCulture);

    /// <summary>As it is, or will be, stored.</summary>
    public static DateTimeOffset Stored(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
