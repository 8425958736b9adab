using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Dialects.Besage.Wire;
using Parlance.Dialects.Django;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Dialects.Besage.Endpoints;

/// <summary>People: docs/wire/besage.md, section People.</summary>
internal static class UserEndpoints
{
    private const string Tag = "Besage: people";
    private const int MaxListed = 1_000;
    private const int MaxUsername = 150;
    private const int MaxEmail = 254;

    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users");
        users.MapGet("", ListAsync).Describe(Tag, "All accounts, oneself included; a thousand at most.").Produces<WireUser[]>().Refuses(401, 429);
        users.MapGet("/{id}", FindAsync).Describe(Tag, "A person; the e-mail address for its owner alone.").Produces<WireUser>().Refuses(401, 404);
        foreach (var method in (string[])[HttpMethods.Put, HttpMethods.Patch])
            users.MapMethods("/{id}", [method], ChangeAsync).Describe(Tag, "Change one's username or e-mail address.").Takes<ProfileRequest>().Produces<WireUser>().Refuses(400, 401, 403, 404);
        users.MapPut("/{id}/profile", ChangeAsync).Describe(Tag, "Change one's username or e-mail address.").Takes<ProfileRequest>().Produces<WireUser>().Refuses(400, 401, 403, 404);
    }

    /// <param name="viewer">Sees their own e-mail address.</param>
    public static WireUser ToWire(User user, UserId viewer, Links links)
    {
        var (at, picture) = (DjangoTime.Of(user.CreatedAt), links.Absolute(user.AvatarUrl));
        return new WireUser(user.Id.Value, DjangoCaller.NameOf(user), user.Id == viewer ? user.Email ?? "" : "", picture, at, at, picture);
    }

    /// <summary>The caller, if that is who the path names.</summary>
    /// <returns>The caller, or 403 for somebody else, 404 for nobody.</returns>
    public static async ValueTask<(User? Self, IResult? Refused)> SelfAsync(HttpContext http, string id, BesageServices services, CancellationToken cancellationToken)
    {
        var own = http.Identity().User;
        if (Body.Id(id) is not { } asked)
            return (null, BesageErrors.NoUser);
        if (asked == own.Id.Value)
            return (own, null);
        return (await services.Accounts.FindAsync(new UserId(asked), cancellationToken)).IsRefused ? (null, BesageErrors.NoUser) : (null, BesageErrors.Errors.Forbidden());
    }

    /// <summary>Reads `username` and `email`, each of which may be absent.</summary>
    public static ProfileChange ReadChange(DjangoBody body, User before)
    {
        var username = body.Has("username") ? body.RequiredText("username", MaxUsername) : null;
        return new ProfileChange
        {
            Username = username is null || username == before.Username ? null : username,
            DisplayName = username is not null && before.DisplayName == before.Username ? username : null, // who never set them apart keeps one name everywhere
            Email = body.Text("email", MaxEmail),
        };
    }

    private static async Task<IResult> ListAsync(HttpContext http, BesageServices services, CancellationToken cancellationToken)
    {
        var (viewer, links) = (http.Identity().User.Id, Links.Of(http));
        var users = await services.Accounts.ListAsync(MaxListed, cancellationToken);
        return Body.Ok([.. users.Select(user => ToWire(user, viewer, links))], Body.Json.WireUserArray);
    }

    private static async Task<IResult> FindAsync(HttpContext http, string id, BesageServices services, CancellationToken cancellationToken) =>
        Body.Id(id) is { } asked && (await services.Accounts.FindAsync(new UserId(asked), cancellationToken)).TryGet(out var user, out _)
            ? Body.Ok(ToWire(user, http.Identity().User.Id, Links.Of(http)), Body.Json.WireUser)
            : BesageErrors.NoUser;

    private static async Task<IResult> ChangeAsync(HttpContext http, string id, BesageServices services, CancellationToken cancellationToken)
    {
        var (self, refused) = await SelfAsync(http, id, services, cancellationToken);
        if (self is null)
            return refused!;
        if (!(await Body.ReadAsync(http)).TryGet(out var body, out var refusal))
            return BesageErrors.Of(refusal);
        var change = ReadChange(body, self);
        if (body.Refused is { } wrong)
            return wrong;
        return (await services.Accounts.ChangeProfileAsync(self.Id, change, cancellationToken)).TryGet(out var user, out refusal)
            ? Body.Ok(ToWire(user, user.Id, Links.Of(http)), Body.Json.WireUser)
            : BesageErrors.Of(refusal);
    }
}
