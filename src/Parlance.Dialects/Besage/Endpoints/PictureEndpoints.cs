using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Dialects.Besage.Pictures;
using Parlance.Dialects.Besage.Wire;
using Parlance.Dialects.Django;
using Parlance.Dialects.Django.Wire;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Dialects.Hosting.Media;

namespace Parlance.Dialects.Besage.Endpoints;

/// <summary>Profile pictures: docs/wire/besage.md, section People.</summary>
internal static class PictureEndpoints
{
    private const string Tag = "Besage: people";

    /// <summary>The client's name, and the one that the original's code intended.</summary>
    private static readonly string[] Fields = ["image", "profile_image"];

    public static void MapPictures(this IEndpointRouteBuilder api)
    {
        api.MapPut("/users/{id}/profile-image", SetAsync).Describe(Tag, "One's profile picture: a form with the file `image`, 5 MB at most.")
            .WithMetadata(new FileFields(Fields)).Produces<ImageAnswer>().Denies(400, 401, 403, 404, 413, 429, 503);
        foreach (var method in (string[])[HttpMethods.Put, HttpMethods.Patch])
        {
            api.MapMethods("/users/profile", [method], ChangeAsync).Describe(Tag, "One's profile picture, username and e-mail address: a form, or JSON without the picture.")
                .WithMetadata(new FileFields(Fields)).Produces<WireUser>().Denies(400, 401, 413, 429, 503);
        }
    }

    private static async Task<IResult> SetAsync(HttpContext http, string id, BesageServices services, CancellationToken cancellationToken)
    {
        // Who asks comes first: what is read after it is held in memory.
        var (self, refused) = await UserEndpoints.SelfAsync(http, id, services, cancellationToken);
        if (self is null)
            return refused!;
        if (!(await Body.ReadAsync(http, maxFileBytes: ProfilePictures.MaxBytes)).TryGet(out var body, out var refusal))
            return BesageErrors.Of(refusal);
        var picture = Picture(body);
        if (body.Refused is { } wrong)
            return wrong;
        if (picture is null)
            return BesageErrors.Errors.Fields((Fields[0], "No file was submitted."));

        return (await services.Pictures.SetAsync(self, picture.Name, picture.Content, PublicBase.Of(http), cancellationToken)).TryGet(out var user, out refusal)
            ? Body.Ok(new ImageAnswer(Links.Of(http).Absolute(user.AvatarUrl)!, Links.Of(http).Absolute(user.AvatarUrl)!), Body.Json.ImageAnswer)
            : BesageErrors.Of(refusal);
    }

    private static async Task<IResult> ChangeAsync(HttpContext http, BesageServices services, CancellationToken cancellationToken)
    {
        var user = http.Identity().User;
        if (!(await Body.ReadAsync(http, maxFileBytes: ProfilePictures.MaxBytes)).TryGet(out var body, out var refusal))
            return BesageErrors.Of(refusal);
        var (picture, change) = (Picture(body), UserEndpoints.ReadChange(body, user));
        if (body.Refused is { } wrong)
            return wrong;
        if (!(await services.Accounts.ChangeProfileAsync(user.Id, change, cancellationToken)).TryGet(out var changed, out refusal))
            return BesageErrors.Of(refusal);
        if (picture is not null && !(await services.Pictures.SetAsync(changed, picture.Name, picture.Content, PublicBase.Of(http), cancellationToken)).TryGet(out changed, out refusal))
            return BesageErrors.Of(refusal);
        return Body.Ok(WireUser.Of(changed, http, toOwner: true), Body.Json.WireUser);
    }

    private static FormPart? Picture(DjangoBody body) => body.File(Fields[0]) ?? body.File(Fields[1]);
}
