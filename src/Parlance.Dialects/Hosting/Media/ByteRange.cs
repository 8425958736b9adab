using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Parlance.Core.Media;

namespace Parlance.Dialects.Hosting.Media;

/// <summary>The `Range` of a request (RFC 9110, section 14), one part at a time.</summary>
internal static class ByteRange
{
    /// <param name="tag">The file's entity tag, which `If-Range` must name; a date there never matches, since no file has one.</param>
    /// <param name="size">Of the whole file.</param>
    /// <returns>Null for the whole file: nothing was asked, or what was asked is of a kind that may be passed over. Length 0: outside of the file.</returns>
    public static BlobRange? Read(HttpRequest request, string tag, long size)
    {
        if (!HttpMethods.IsGet(request.Method) || request.Headers.Range.Count != 1)
            return null;
        if (request.Headers.IfRange.Count > 0 && request.Headers.IfRange.ToString() != tag)
            return null;
        if (!RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out var asked) || !asked.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase) || asked.Ranges.Count != 1)
            return null;

        var range = asked.Ranges.First();
        if (range.From is not { } from) // the last so many
            return range.To is { } last ? new BlobRange(Math.Max(0, size - last), Math.Min(last, size)) : null;
        return from >= size ? new BlobRange(0, 0) : new BlobRange(from, Math.Min(range.To ?? size - 1, size - 1) - from + 1);
    }
}
