namespace Parlance.Core.Media;

/// <summary>Bytes written into a URL: `data:image/png;base64,iVBORw0…`.</summary>
public static class DataUrl
{
    private const string Scheme = "data:";

    public static bool Is(string url) => url.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>The declared type is passed over: what the bytes are is seen from themselves.</summary>
    /// <returns>The bytes, or `invalid` with the field, `too_large`.</returns>
    internal static Outcome<byte[]> Decode(string url, string field, int maxBytes)
    {
        var comma = url.IndexOf(',', StringComparison.Ordinal);
        if (!Is(url) || comma < 0 || !url.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
            return Broken(field);

        var text = url.AsSpan(comma + 1).Trim();
        if (text.Length / 4L * 3 > maxBytes + 2L)
            return ImageRules.TooLarge(field, maxBytes);
        var bytes = new byte[text.Length / 4 * 3 + 3];
        if (!Convert.TryFromBase64Chars(text, bytes, out var length))
            return Broken(field);
        return length > maxBytes ? ImageRules.TooLarge(field, maxBytes) : bytes[..length];
    }

    private static Refusal Broken(string field) =>
        ImageRules.Invalid(field, $"`{field}` is not a picture written as `data:image/…;base64,…`.", "Send the picture in base64, or the http address of one.");
}
