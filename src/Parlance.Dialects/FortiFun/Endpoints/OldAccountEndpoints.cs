using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Dialects.Django;
using Parlance.Dialects.FortiFun.Wire;
using Parlance.Dialects.Hosting.Authentication;
using static Parlance.Dialects.FortiFun.Endpoints.Endpoint;

namespace Parlance.Dialects.FortiFun.Endpoints;

/// <summary>The account API that came before, which apps still out there call: docs/wire/fortifun.md, section Older accounts.</summary>
internal static class OldAccountEndpoints
{
    private const string Tag = "older accounts";

    public static void MapOldAccounts(this IEndpointRouteBuilder api)
    {
        api.MapPost("/api/token", TokenAsync).Describe(Tag, "Sign in by username or e-mail address.").TakesFields<TokenRequest>().Produces<TokensAnswer>().Denies(400, 401, 403, 429);
        api.MapPost("/api/token/refresh", RefreshAsync).Describe(Tag, "New tokens; the refresh token is good for one use.").TakesFields<RefreshRequest>().Produces<TokensAnswer>().Denies(400, 401, 403);

        var auth = api.MapGroup("/api/v1/auth");
        auth.MapPost("/register", RegisterAsync).Describe(Tag, "Make an account.").TakesFields<OldRegisterRequest>().Produces<RegisteredAnswer>(201).Denies(400, 429);

        var own = auth.MapGroup("").RequireToken(Errors);
        own.MapGet("/profile", AccountEndpoints.MeAsync).Describe(Tag, "Oneself.").Produces<WireOwner>().Denies(401);
        own.MapPut("/profile", AccountEndpoints.ChangeMeAsync).Describe(Tag, "Change one's profile.").TakesFields<ProfileRequest>().Produces<WireOwner>().Denies(400, 401);
        own.MapPatch("/profile", AccountEndpoints.ChangeMeAsync).Describe(Tag, "Change one's profile.").TakesFields<ProfileRequest>().Produces<WireOwner>().Denies(400, 401);
        own.MapGet("/users/{id}", AccountEndpoints.FindAsync).Describe(Tag, "Somebody's public part.").Produces<WireUser>().Denies(401, 404);
        own.MapPut("/change-password", ChangePasswordAsync).Describe(Tag, "A new password; other sessions end.").TakesFields<ChangePasswordRequest>().Produces<DetailAnswer>().Denies(400, 401, 429);
        own.MapPost("/logout", (HttpContext http, FortiFunServices services, CancellationToken cancellationToken) => AccountEndpoints.LogOutAsync(http, services, "Déconnexion réussie", cancellationToken))
            .Describe(Tag, "End the session.").TakesFields<LogoutRequest>(optional: true).Produces<DetailAnswer>().Denies(400, 401);
        own.MapPost("/update-status", UpdateStatusAsync).Describe(Tag, "I am here: sets when one was last active.").Produces<DetailAnswer>().Denies(401);
    }

    private static async Task<IResult> TokenAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken)
    {
        if (!(await BodyAsync(http)).TryGet(out var body, out var refusal))
            return Errors.Of(refusal);
        var login = body.RequiredText(!body.Has("username") && body.Has("email") ? "email" : "username");
        var password = body.RequiredText("password", trim: false);
        if (body.Refused is { } refused)
            return refused;
        if (!(await services.Accounts.SignInAsync(login, password, AccountEndpoints.From(http), cancellationToken)).TryGet(out var signedIn, out refusal))
            return Errors.Of(refusal);
        http.Response.Headers.CacheControl = "no-store";
        return Ok(new TokensAnswer(signedIn.Tokens.Refresh!, signedIn.Tokens.Access), Json.TokensAnswer);
    }

    private static async Task<IResult> RefreshAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken)
    {
        var (tokens, _, refused) = await AccountEndpoints.RenewAsync(http, services, cancellationToken);
        if (refused is not null)
            return refused;
        http.Response.Headers.CacheControl = "no-store";
        return Ok(new TokensAnswer(tokens!.Refresh!, tokens.Access), Json.TokensAnswer);
    }

    private static async Task<IResult> RegisterAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken)
    {
        if (!(await BodyAsync(http)).TryGet(out var body, out var refusal))
            return Errors.Of(refusal);
        var username = body.Username();
        var email = body.RequiredText("email");
        var password = body.RequiredText("password", AccountRules.MaxPassword, NewAccount.MinPassword, trim: false);
        var again = body.RequiredText("password2", trim: false);
        var first = body.Text("first_name", PersonalDetails.MaxLengths["first_name"]) ?? "";
        var last = body.Text("last_name", PersonalDetails.MaxLengths["last_name"]) ?? "";
        if (password is not null && again is not null && password != again)
            body.Refuse("password", FortiFunWords.PasswordsDiffer);
        if (body.Refused is { } refused)
            return refused;

        var wish = NewAccount.Wish(username!, email!, password!, first, last);
        return (await services.Accounts.RegisterAsync(wish, AccountEndpoints.From(http), cancellationToken)).TryGet(out var signedIn, out refusal)
            ? Ok(new RegisteredAnswer(DjangoCaller.NameOf(signedIn.User), signedIn.User.Email ?? "", first, last), Json.RegisteredAnswer, StatusCodes.Status201Created)
            : Errors.Of(refusal);
    }

    private static async Task<IResult> ChangePasswordAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken)
    {
        if (!(await BodyAsync(http)).TryGet(out var body, out var refusal))
            return Errors.Of(refusal);
        var old = body.RequiredText("old_password", trim: false);
        var wanted = body.RequiredText("new_password", AccountRules.MaxPassword, NewAccount.MinPassword, trim: false);
        var again = body.RequiredText("new_password2", trim: false);
        if (wanted is not null && again is not null && wanted != again)
            body.Refuse("new_password", FortiFunWords.PasswordsDiffer);
        if (body.Refused is { } refused)
            return refused;

        var changed = await services.Accounts.ReplacePasswordAsync(http.Identity(), old!, wanted!, cancellationToken, NewAccount.MinPassword);
        if (changed.Refusal?.Code == RefusalCode.WrongCredentials)
            return Errors.Fields(("old_password", FortiFunWords.WrongPassword));
        return changed.TryGet(out _, out refusal) ? Detail("Mot de passe changé avec succès") : Errors.Of(refusal);
    }

    private static async Task<IResult> UpdateStatusAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken)
    {
        await services.AccountStore.SetLastSeenAsync(new Dictionary<UserId, DateTimeOffset> { [http.Caller().Id] = services.Time.GetUtcNow() }, cancellationToken);
        return Detail("Statut en ligne mis à jour");
    }
}
