using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Media;
using Parlance.Dialects.Django;
using Parlance.Dialects.FortiFun.Wire;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Media;
using static Parlance.Dialects.FortiFun.Endpoints.Endpoint;

namespace Parlance.Dialects.FortiFun.Endpoints;

/// <summary>Uploads: docs/wire/fortifun.md, section Files.</summary>
internal static class FileEndpoints
{
    private const string Tag = "files";
    private const int MaxPictureBytes = 5 << 20;

    public static void MapFiles(this IEndpointRouteBuilder api)
    {
        var files = api.MapGroup("/api/v1/accounts/files").RequireToken(Errors);
        files.MapPost("/profile-picture", PictureAsync).Describe(Tag, "Upload one's picture as `file` of a form: JPEG, PNG or WebP, 5 MB at most.").WithMetadata(new FileFields(["file"]))
            .Produces<PictureAnswer>().Denies(400, 401, 413, 429);
        files.MapPost("/message-attachment", AttachmentAsync).Describe(Tag, "Upload a file to be sent with a message, as `file` of a form.").WithMetadata(new FileFields(["file"]))
            .Produces<UploadedAnswer>().Denies(400, 401, 413, 429);
    }

    private static async Task<IResult> PictureAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken)
    {
        if (!(await BodyAsync(http, MaxPictureBytes)).TryGet(out var body, out var refusal))
            return Errors.Of(refusal);
        if (FileOf(body) is not { } file)
            return Errors.Detail(StatusCodes.Status400BadRequest, FortiFunWords.FileRequired);
        if (file.Content.Length > MaxPictureBytes)
            return Errors.Of(new Refusal(RefusalCode.TooLarge, "The picture is too large.", "Make it smaller, or save it as JPEG."));
        if (ImageSniffer.Sniff(file.Content.Span) is not { ContentType: "image/jpeg" or "image/png" or "image/webp" } image)
            return Errors.Detail(StatusCodes.Status400BadRequest, FortiFunWords.BadImage, ("error", "invalid_format"));

        var sizes = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal) { [MediaService.Medium] = file.Content };
        if (!(await services.Media.SetAvatarAsync(http.Caller().Id, sizes, PublicBase.Of(http), cancellationToken)).TryGet(out var user, out refusal))
            return refusal.Code == RefusalCode.Invalid ? Errors.Detail(StatusCodes.Status400BadRequest, refusal.Sentence, ("error", "invalid_image")) : Errors.Of(refusal);
        var url = Links.Of(http).Absolute(user.AvatarUrl)!;
        var info = new PictureInfo(image.ContentType["image/".Length..].ToUpperInvariant(), file.Content.Length, image.Width, image.Height);
        return Ok(new PictureAnswer("uploaded and processed", url, url[(url.LastIndexOf('/') + 1)..], true, info), Json.PictureAnswer);
    }

    private static async Task<IResult> AttachmentAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken)
    {
        if (!(await BodyAsync(http, services.MediaOptions.MaxAttachmentBytes)).TryGet(out var body, out var refusal))
            return Errors.Of(refusal);
        if (FileOf(body) is not { } file)
            return Errors.Detail(StatusCodes.Status400BadRequest, FortiFunWords.FileRequired);
        return (await services.Media.StoreAttachmentAsync(http.Caller().Id, file.Content, file.FileName, PublicBase.Of(http), "file", cancellationToken)).TryGet(out var stored, out refusal)
            ? Ok(new UploadedAnswer("uploaded", Links.Of(http).Absolute(stored.Attachment.Url)!), Json.UploadedAnswer)
            : Errors.Of(refusal);
    }

    private static FormPart? FileOf(DjangoBody body) => body.File("file") is { Content.Length: > 0 } file ? file : null;
}
