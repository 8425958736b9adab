using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Dialects.ChatRooms.Wire;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Media;

namespace Parlance.Dialects.ChatRooms.Endpoints;

/// <summary>Pictures of people: docs/wire/chatrooms.md, section Avatars. Clients try three paths in turn until one takes the picture; all do the same.</summary>
internal static class AvatarEndpoints
{
    private const string Tag = "Rooms: avatars";
    private const int MaxBytes = 10 * 1024 * 1024;
    private static readonly string[] Sizes = ["thumbnail", "small", "medium", "large"];

    public static void MapAvatars(this IEndpointRouteBuilder api)
    {
        const string Summary = "Upload one's avatar: a form with `thumbnail`, `small`, `medium` and `large`, 10 MB together at most.";
        api.MapPut("/users/{user_id}/avatar", UploadAsync).Describe(Tag, Summary).Produces<AvatarAnswer>().Refuses(400, 401, 403, 404, 429);
        api.MapPost("/avatars/upload/{user_id}", UploadAsync).Describe(Tag, Summary).Produces<AvatarAnswer>().Refuses(400, 401, 403, 404, 429);
        api.MapPost("/users/{user_id}/avatar", UploadAsync).Describe(Tag, Summary).Produces<AvatarAnswer>().Refuses(400, 401, 403, 404, 429);
        api.MapDelete("/avatars/delete/{user_id}", DeleteAsync).Describe(Tag, "Take one's avatar away.").Produces<AvatarDeletedAnswer>().Refuses(401, 403, 404);
        api.MapGet("/avatars/health", (TimeProvider time) => Body.Ok(new AvatarHealthAnswer("healthy", false, null, null, WireTime.Of(time.GetUtcNow())), Body.Json.AvatarHealthAnswer))
            .Describe(Tag, "Says that avatars can be stored.").Produces<AvatarHealthAnswer>();
    }

    private static async Task<IResult> UploadAsync(HttpContext http, string user_id, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        // Who asks comes first: what is read after it is held in memory.
        if (!(await services.Speaker.ActAsAsync(http, user_id, cancellationToken)).TryGet(out var before, out var refusal))
            return ChatRoomsErrors.ToResult(refusal);
        if (!(await ImageForm.ReadAsync(http.Request, Sizes, MaxBytes)).TryGet(out var files, out refusal)
            || !(await services.Media.SetAvatarAsync(before.Id, files, PublicBase.Of(http), cancellationToken)).TryGet(out var user, out refusal))
            return Refuse(refusal);

        await services.Appearance.ShowAsync(user, avatarOnly: true);
        var bytes = files.Values.Sum(file => (long)file.Length);
        return Body.Ok(Describe(user, bytes, Links.Of(http)), Body.Json.AvatarAnswer);
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, string user_id, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        if (!(await services.Speaker.ActAsAsync(http, user_id, cancellationToken)).TryGet(out var before, out var refusal)
            || !(await services.Media.RemoveAvatarAsync(before.Id, cancellationToken)).TryGet(out var user, out refusal))
            return ChatRoomsErrors.ToResult(refusal);

        await services.Appearance.ShowAsync(user, avatarOnly: true);
        return Body.Ok(new AvatarDeletedAnswer(true, "Avatar deleted"), Body.Json.AvatarDeletedAnswer);
    }

    internal static AvatarAnswer Describe(User user, long bytes, Links links)
    {
        var url = links.Absolute(user.AvatarUrl)!;
        var urls = WireAvatars.Of(user.AvatarUrls, links) ?? new WireAvatars(url, url, url, url);
        var megabytes = Math.Round(bytes / (1024.0 * 1024.0), 2);
        return new AvatarAnswer(true, urls, url, megabytes, url[(url.LastIndexOf('/') + 1)..], megabytes, "Avatar uploaded");
    }

    /// <summary>Everything that is wrong with a picture is 400 on this wire.</summary>
    private static IResult Refuse(Refusal refusal) =>
        refusal.Code is RefusalCode.Malformed or RefusalCode.TooLarge ? ChatRoomsErrors.ToResult(refusal, StatusCodes.Status400BadRequest) : ChatRoomsErrors.ToResult(refusal);
}
