using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Dialects.Besage.Wire;
using Parlance.Dialects.Django;
using Parlance.Dialects.Django.Wire;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Dialects.Besage.Endpoints;

/// <summary>People: docs/wire/besage.md, section People.</summary>
internal static class UserEndpoints
{
    private const string Tag = "Besage: people";
    private const int MaxListed = 1_000;

    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users");
        users.MapGet("", ListAsync).Describe(Tag, "All accounts, oneself included; a thousand at most.").Produces<WireUser[]>().Denies(401, 429);
        users.MapGet("/{id}", FindAsync).Describe(Tag, "A person; the e-mail address for its owner alone.").Produces<WireUser>().Denies(401, 404);
        foreach (var method in (string[])[HttpMethods.Put, HttpMethods.Patch])
            users.MapMethods("/{id}", [method], ChangeAsync).Describe(Tag, "Change one's username or e-mail address.").TakesFields<ProfileRequest>().Produces<WireUser>().Denies(400, 401, 403, 404);
        users.MapPut("/{id}/profile", ChangeAsync).Describe(Tag, "Change one's username or e-mail address.").TakesFields<ProfileRequest>().Produces<WireUser>().Denies(400, 401, 403, 404);
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
        var username = body.Has("username") ? body.Username() : null;
        return new ProfileChange
        {
            Username = username is null || username == before.Username ? null : username,
            UsernameRule = UsernameRule.Django,
            // Who never set them apart keeps one name everywhere.
            DisplayName = username is not null && before.DisplayName == before.Username && AccountRules.DisplayName(username) is null ? username : null,
            Email = body.Has("email") ? body.Email() ?? "" : null,
        };
    }

    private static async Task<IResult> ListAsync(HttpContext http, BesageServices services, CancellationToken cancellationToken)
    {
        var viewer = http.Identity().User.Id;
        var users = await services.Accounts.ListAsync(MaxListed, cancellationToken);
        return Body.Ok([.. users.Select(user => WireUser.Of(user, http, toOwner: user.Id == viewer))], Body.Json.WireUserArray);
    }

    private static async Task<IResult> FindAsync(HttpContext http, string id, BesageServices services, CancellationToken cancellationToken) =>
        Body.Id(id) is { } asked && (await services.Accounts.FindAsync(new UserId(asked), cancellationToken)).TryGet(out var user, out _)
            ? Body.Ok(WireUser.Of(user, http, toOwner: user.Id == http.Identity().User.Id), Body.Json.WireUser)
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
            ? Body.Ok(WireUser.Of(user, http, toOwner: true), Body.Json.WireUser)
            : BesageErrors.Of(refusal);
    }
}
