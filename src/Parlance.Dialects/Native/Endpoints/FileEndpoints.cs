using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Media;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Dialects.Hosting.Media;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Endpoints;

/// <summary>Files that are to be sent with messages, and pictures of rooms: docs/wire/native.md, section REST.</summary>
internal static class FileEndpoints
{
    private const string Field = "file";

    /// <param name="api">The group `/api/v1`.</param>
    public static void MapFiles(this IEndpointRouteBuilder api)
    {
        var files = api.MapGroup("").RequireIdentity(Refusals.ToResult);
        files.MapPost("/files", StoreAsync).WithTags("Messages").WithSummary("Upload a file that a message is then sent with: the file itself as the body with its name in `name`, or as `file` of a form.")
            .WithMetadata(new FileFields([Field])).Produces<WireAttachment>(201).Refuses(400, 401, 403, 413, 429, 503);
        files.MapPost("/thumbnails", StoreThumbnailAsync).WithTags("Conversations").WithSummary("Upload a room's picture, to be given as its `thumbnail_url`: the image itself as the body, or as `file` of a form.")
            .WithMetadata(new FileFields([Field])).Produces<ThumbnailReply>(201).Refuses(400, 401, 403, 413, 429, 503);
    }

    private static async Task<IResult> StoreAsync(HttpContext http, string? name, MediaService media, MediaOptions options, CancellationToken cancellationToken)
    {
        if (!(await ReadAsync(http.Request, name, options.MaxAttachmentBytes)).TryGet(out var file, out var refusal)
            || !(await media.StoreAttachmentAsync(http.Identity().User.Id, file.Content, file.FileName, PublicBase.Of(http), Field, cancellationToken)).TryGet(out var stored, out refusal))
            return Refusals.ToResult(refusal);
        return TypedResults.Json(WireAttachment.Of(stored.Attachment), NativeJson.Default.WireAttachment, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> StoreThumbnailAsync(HttpContext http, MediaService media, MediaOptions options, CancellationToken cancellationToken)
    {
        if (!(await ReadAsync(http.Request, null, options.MaxThumbnailBytes)).TryGet(out var file, out var refusal)
            || !(await media.StoreThumbnailAsync(file.Content, Field, PublicBase.Of(http), cancellationToken, http.Identity().User.Id)).TryGet(out var url, out refusal))
            return Refusals.ToResult(refusal);
        return TypedResults.Json(new ThumbnailReply(url), NativeJson.Default.ThumbnailReply, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<Outcome<FormPart>> ReadAsync(HttpRequest request, string? name, int maxBytes)
    {
        Refusal? refusal;
        if (!ImageForm.IsForm(request))
            return (await ImageForm.ReadBodyAsync(request, maxBytes)).TryGet(out var body, out refusal) ? new FormPart(Field, name, request.ContentType, body) : refusal;
        if (!(await ImageForm.ReadPartsAsync(request, maxBytes)).TryGet(out var parts, out refusal))
            return refusal;
        return parts.FirstOrDefault(part => part.Name == Field) is { } file ? file : Refusal.Invalid(Field, $"The form has no part `{Field}`.");
    }
}
