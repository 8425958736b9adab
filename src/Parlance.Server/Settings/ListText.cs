using System.Net;

namespace Parlance.Server.Settings;

/// <summary>Reads a list as operators write it: `a,b`, `["a","b"]` or `[a, b]`.</summary>
internal static class ListText
{
    public static IReadOnlyList<string> Parse(string text)
    {
        var inner = text.Trim();
        // `[::1]` is one host, not a list that holds `::1`.
        if (inner.StartsWith('[') && inner.EndsWith(']') && !IPAddress.TryParse(inner, out _))
            inner = inner[1..^1];

        return [.. inner.Split([',', '\n'])
            .Select(entry => entry.Trim().Trim('"', '\'').Trim())
            .Where(entry => entry.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase)];
    }
}
