using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Parlance.Core;
using Parlance.Core.Media;

namespace Parlance.Dialects.Hosting.Media;

/// <summary>`/media/{name}`: stored files, for everybody who has the name (contracts R10). Names are never given twice, so an answer may be kept for ever.</summary>
public static class MediaEndpoint
{
    private static readonly Refusal NoSuchFile = new(RefusalCode.NotFound, "There is no such file; it may have been replaced or removed.", "Ask for the profile or the room again and use the address it gives now.");

    private static readonly ErrorBody NotSatisfiable =
        new(StatusCodes.Status416RangeNotSatisfiable, "range_not_satisfiable", "Range not satisfiable", "The file has no bytes in this range.", "Ask within the length that Content-Range tells.");

    public static void MapMedia(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/media/{name}", [HttpMethods.Get, HttpMethods.Head], (Delegate)ServeAsync).ExcludeFromDescription();

    private static async Task ServeAsync(HttpContext http, string name, IBlobStore store)
    {
        var (request, response, cancellationToken) = (http.Request, http.Response, http.RequestAborted);
        if (BlobName.ContentTypeOf(name) is not { } contentType || await store.FindAsync(name, cancellationToken) is not { } size)
        {
            await http.RefuseAsync(NoSuchFile);
            return;
        }

        var tag = $"\"{name}\"";
        Describe(response, tag);
        if (contentType == BlobName.AnyType)
            response.Headers.ContentDisposition = "attachment";
        if (request.GetTypedHeaders().IfNoneMatch.Any(known => known.Tag == "*" || known.Tag == tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var part = ByteRange.Read(request, tag, size);
        if (part is { Length: 0 })
        {
            response.Headers.ContentRange = $"bytes */{size}";
            response.Headers.Remove(HeaderNames.ETag);
            await NotSatisfiable.WriteAsync(http);
            return;
        }

        if (HttpMethods.IsHead(request.Method))
        {
            (response.ContentType, response.ContentLength) = (contentType, size);
            return;
        }

        using var content = await store.OpenAsync(name, part, cancellationToken);
        if (content is null)
        {
            response.Headers.Clear(); // removed since it was found
            await http.RefuseAsync(NoSuchFile);
            return;
        }

        (response.ContentType, response.ContentLength) = (contentType, content.Length);
        if (part is { } range)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {range.Offset}-{range.Offset + range.Length - 1}/{size}";
        }

        await content.Bytes.CopyToAsync(response.Body, cancellationToken);
    }

    private static void Describe(HttpResponse response, string tag)
    {
        response.Headers.ETag = tag;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin"; // pages on other origins show these pictures
    }
}
