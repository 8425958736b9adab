using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Media;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Dialects.Hosting.Media;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Endpoints;

/// <summary>One's own picture: docs/wire/native.md, section REST.</summary>
internal static class AvatarEndpoints
{
    /// <param name="api">The group `/api/v1`.</param>
    public static void MapAvatars(this IEndpointRouteBuilder api)
    {
        var avatar = api.MapGroup("/users/me/avatar").WithTags("People").RequireIdentity(Refusals.ToResult);
        avatar.MapPut("", PutAsync).WithSummary("Upload one's picture: a form with `medium` and, if at hand, `thumbnail`, `small` and `large`, or the image itself as the body.")
            .WithMetadata(new FileFields([.. MediaService.AvatarSizes])).Produces<WireUser>().Refuses(400, 401, 403, 413, 429, 503);
        avatar.MapDelete("", RemoveAsync).WithSummary("Take one's picture away.")
            .Produces<WireUser>().Refuses(401, 403);
    }

    private static async Task<IResult> PutAsync(HttpContext http, MediaService media, MediaOptions options, CancellationToken cancellationToken)
    {
        if (!(await ReadAsync(http.Request, options.MaxAvatarBytes)).TryGet(out var sizes, out var refusal))
            return Refusals.ToResult(refusal);
        return Answer(await media.SetAvatarAsync(http.Identity().User.Id, sizes, PublicBase.Of(http), cancellationToken));
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, MediaService media, CancellationToken cancellationToken) =>
        Answer(await media.RemoveAvatarAsync(http.Identity().User.Id, cancellationToken));

    private static async Task<Outcome<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>>> ReadAsync(HttpRequest request, int maxBytes)
    {
        if (ImageForm.IsForm(request))
            return await ImageForm.ReadAsync(request, MediaService.AvatarSizes, maxBytes);
        return (await ImageForm.ReadBodyAsync(request, maxBytes)).TryGet(out var image, out var refusal)
            ? new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal) { [MediaService.Medium] = image }
            : refusal;
    }

    private static IResult Answer(Outcome<User> outcome) => outcome.TryGet(out var user, out var refusal)
        ? TypedResults.Json(WireUser.OfSelf(user), NativeJson.Default.WireUser)
        : Refusals.ToResult(refusal);
}
