using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Parlance.Core;
using Parlance.Core.Media;

namespace Parlance.Dialects.Hosting.Media;

/// <summary>Reads uploads. Whatever is wrong with one becomes a refusal; no body makes an endpoint throw.</summary>
/// <remarks>Check first who calls: what is read here is held in memory. Each call counts against the uploads of its address.</remarks>
public static class ImageForm
{
    private const int MaxParts = 16;
    private const int MaxBoundary = 70; // RFC 2046
    private const int MaxPartHeaders = 8 * 1024;

    /// <summary>A body up to this many times the limit is read to its end and thrown away: a client that is cut off while it sends never reads why.</summary>
    private const int Tolerated = 4;

    /// <summary>And no more beyond the limit than this, which is what a cut-off client may lose.</summary>
    private const int MaxTolerated = 40 * 1024 * 1024;

    private const int Overhead = 64 * 1024; // boundaries and headers of the parts

    private static readonly FrozenDictionary<string, ReadOnlyMemory<byte>> Nothing = FrozenDictionary<string, ReadOnlyMemory<byte>>.Empty;

    private static readonly Refusal NotAForm =
        new(RefusalCode.Malformed, "The body is not a multipart form.", "Send the files as `multipart/form-data`, with the boundary in the Content-Type.");

    private static readonly Refusal Broken =
        new(RefusalCode.Malformed, "The form cannot be read to its end.", "Send it again whole; each part needs its headers and the last boundary two more dashes.");

    private static readonly Refusal TooManyParts =
        new(RefusalCode.Malformed, $"The form has more than {MaxParts} parts.", "Send only the files that are asked for.");

    /// <summary>The files of a `multipart/form-data` body by field name. Parts with other names are passed over.</summary>
    /// <param name="maxBytes">For all of them together.</param>
    /// <returns>The files, maybe none; or `malformed` (no form, broken, more than 16 parts), `invalid` with the field (twice the same), `too_large`, `rate_limited`.</returns>
    public static async Task<Outcome<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>>> ReadAsync(HttpRequest request, IReadOnlyCollection<string> allowed, int maxBytes)
    {
        if (!(await ReadPartsAsync(request, maxBytes)).TryGet(out var parts, out var refusal))
            return refusal;

        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var part in parts.Where(part => allowed.Contains(part.Name)))
        {
            if (!files.TryAdd(part.Name, part.Content))
                return Refusal.Invalid(part.Name, $"`{part.Name}` is in the form twice.");
        }

        return Outcome.Of<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>>(files.Count == 0 ? Nothing : files);
    }

    /// <summary>All parts of a `multipart/form-data` body, files and plain values, in their order.</summary>
    /// <param name="maxBytes">For all of them together.</param>
    /// <param name="isUpload">False where no file is wanted: it does not count as an upload then.</param>
    /// <returns>The parts, maybe none; or `malformed` (no form, broken, more than 16 parts), `too_large`, `rate_limited`.</returns>
    public static async Task<Outcome<IReadOnlyList<FormPart>>> ReadPartsAsync(HttpRequest request, int maxBytes, bool isUpload = true)
    {
        if (Admit(request, maxBytes, isUpload) is { } limited)
            return limited;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= MaxBoundary } boundary)
            return await DrainedAsync(request, maxBytes, NotAForm);

        var outcome = await GuardAsync(maxBytes, () => PartsAsync(new MultipartReader(boundary.ToString(), request.Body)
        {
            HeadersLengthLimit = MaxPartHeaders,
        }, maxBytes, request.HttpContext.RequestAborted));
        return outcome.TryGet(out var parts, out var refusal) ? Outcome.Of(parts) : await DrainedAsync(request, maxBytes, refusal);
    }

    /// <summary>A body that is the file itself.</summary>
    /// <returns>The bytes, maybe none; or `malformed`, `too_large`, `rate_limited`.</returns>
    public static async Task<Outcome<ReadOnlyMemory<byte>>> ReadBodyAsync(HttpRequest request, int maxBytes)
    {
        if (Admit(request, maxBytes) is { } limited)
            return limited;

        var outcome = await GuardAsync<ReadOnlyMemory<byte>>(maxBytes, async () =>
            await ReadAllAsync(request.Body, maxBytes, request.HttpContext.RequestAborted) is { } bytes ? bytes : TooLarge(maxBytes));
        return outcome.TryGet(out var content, out var refusal) ? content : await DrainedAsync(request, maxBytes, refusal);
    }

    public static bool IsForm(HttpRequest request) => request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true;

    private static async Task<Outcome<IReadOnlyList<FormPart>>> PartsAsync(MultipartReader form, int maxBytes, CancellationToken cancellationToken)
    {
        var parts = new List<FormPart>();
        var left = maxBytes;
        while (await form.ReadNextSectionAsync(cancellationToken) is { } part)
        {
            if (parts.Count == MaxParts)
                return TooManyParts;
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) || HeaderUtilities.RemoveQuotes(disposition.Name).Value is not { Length: > 0 } name)
                return Broken;
            if (await ReadAllAsync(part.Body, left, cancellationToken) is not { } bytes)
                return TooLarge(maxBytes);
            left -= bytes.Length;
            parts.Add(new FormPart(name, FileNameOf(disposition), part.ContentType, bytes));
        }

        return Outcome.Of<IReadOnlyList<FormPart>>(parts);
    }

    private static string? FileNameOf(ContentDispositionHeaderValue disposition) =>
        disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;

    /// <summary>Before anything is read: whether the address may upload, and how much Kestrel lets through.</summary>
    private static Refusal? Admit(HttpRequest request, int maxBytes, bool isUpload = true)
    {
        var http = request.HttpContext;
        if (isUpload && http.RequestServices.GetRequiredService<UploadLimits>().TakeUpload(http.Connection.RemoteIpAddress) is { } limited)
            return limited;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = Readable(maxBytes);
        return request.ContentLength > Readable(maxBytes) ? TooLarge(maxBytes) : null;
    }

    private static long Readable(int maxBytes) => Math.Min((long)maxBytes * Tolerated, (long)maxBytes + MaxTolerated) + Overhead;

    /// <returns>Null when there is more than <paramref name="maxBytes"/>.</returns>
    private static async Task<ReadOnlyMemory<byte>?> ReadAllAsync(Stream from, int maxBytes, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int count; (count = await from.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (content.Length + count > maxBytes)
                return null;
            content.Write(buffer, 0, count);
        }

        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    private static async Task<Outcome<T>> GuardAsync<T>(int maxBytes, Func<Task<Outcome<T>>> read)
    {
        try
        {
            return await read();
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge(maxBytes);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return Broken; // an early end, a header or a boundary that is none, headers without end
        }
    }

    private static async Task<Refusal> DrainedAsync(HttpRequest request, int maxBytes, Refusal refusal)
    {
        var drained = await GuardAsync(maxBytes, async () =>
        {
            await request.Body.CopyToAsync(Stream.Null, request.HttpContext.RequestAborted);
            return Outcome.Of(true);
        });
        return drained.Refusal is { Code: RefusalCode.TooLarge } tooLarge ? tooLarge : refusal;
    }

    private static Refusal TooLarge(int maxBytes) =>
        new(RefusalCode.TooLarge, $"An upload has at most {maxBytes} bytes.", "Make the picture smaller, or save it as JPEG, and upload that.");
}
