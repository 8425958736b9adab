using Parlance.Dialects.Django;

namespace Parlance.Dialects.Besage.Wire;

/// <summary>Moments of this wire: `2025-03-01T10:00:00.123000Z`. Storage keeps milliseconds, so what is not stored yet is told no finer: the same thing bears the same time ever after.</summary>
internal static class WireTime
{
    public static string Of(DateTimeOffset at) => DjangoTime.Of(Stored(at));

    /// <summary>As it is, or will be, stored.</summary>
    public static DateTimeOffset Stored(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
