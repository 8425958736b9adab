using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Parlance.Server.Settings;

/// <summary>Turns what an operator wrote into the type of the property.</summary>
internal static class SettingText
{
    /// <param name="expected">When false: what the value must be, as the rest of "must be …".</param>
    public static bool TryConvert(string text, Type type, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out string? expected)
    {
        (value, expected) = type switch
        {
            _ when type == typeof(string) => (text, ""),
            _ when type == typeof(int) => (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null, "a whole number"),
            _ when type == typeof(long) => (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null, "a whole number"),
            _ when type == typeof(double) => (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) && double.IsFinite(n) ? n : null, "a number"),
            _ when type == typeof(bool) => (Boolean(text), "`true` or `false`"),
            _ when type == typeof(TimeSpan) => (Duration(text), "a time like `30s`, `500ms`, `2m`, `1h` or `00:00:30`"),
            _ when type.IsEnum => (Named(text, type), $"one of {string.Join(", ", Enum.GetNames(type).Select(name => $"`{name.ToLowerInvariant()}`"))}"),
            _ => ((object?)null, "something that this version can read"),
        };
        if (value is null)
            return false;
        expected = null;
        return true;
    }

    public static bool? Boolean(string text) => text.Trim().ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => null,
    };

    private static TimeSpan? Duration(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var written) ? written : null;

        var unit = text.TrimStart('-').TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.').Trim();
        if (!double.TryParse(text[..^unit.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || Math.Abs(number) > 1_000_000_000)
            return null;
        return unit switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            "d" => TimeSpan.FromDays(number),
            _ => null,
        };
    }

    // Numbers are not names: ENVIRONMENT=1 is a mistake.
    private static object? Named(string text, Type type) =>
        Enum.GetNames(type).FirstOrDefault(name => name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse(type, name) : null;
}
