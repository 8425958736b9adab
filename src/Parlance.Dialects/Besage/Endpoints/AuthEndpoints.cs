using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core.Accounts;
using Parlance.Dialects.Besage.Wire;
using Parlance.Dialects.Django;
using Parlance.Dialects.Django.Shared;
using Parlance.Dialects.Django.Wire;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Dialects.Besage.Endpoints;

/// <summary>Signing in and out: docs/wire/besage.md, section Accounts. Registering and refreshing are shared with other families (contracts C2, C4).</summary>
internal static class AuthEndpoints
{
    private const string Tag = "Besage: accounts";

    public static void MapAuth(this IEndpointRouteBuilder api)
    {
        api.MapPost("/auth/login", LoginAsync).Describe(Tag, "Sign in with username (or e-mail address) and password; an Authorization header is passed over.")
            .TakesFields<LoginRequest>().Produces<SignedInAnswer>().Denies(400, 401, 403, 429);
        api.MapPost("/auth/logout", LogoutAsync).Describe(Tag, "End the session of the access token, and that of the refresh token in the body.")
            .TakesFields<LogoutRequest>(optional: true).Produces<DoneAnswer>().Denies(400, 401, 429).WithMetadata(NeedsToken.Instance);
    }

    private static async Task<IResult> LoginAsync(HttpContext http, BesageServices services, CancellationToken cancellationToken)
    {
        if (!(await Body.ReadAsync(http)).TryGet(out var body, out var refusal))
            return BesageErrors.Of(refusal);
        var username = body.RequiredText("username");
        var password = body.RequiredText("password", trim: false);
        if (body.Refused is { } refused)
            return refused;

        var context = new SignInContext(services.Families.Besage!, http.Connection.RemoteIpAddress);
        if (!(await services.Accounts.SignInAsync(username, password, context, cancellationToken)).TryGet(out var signedIn, out refusal))
            return BesageErrors.Of(refusal);
        var answer = new SignedInAnswer(signedIn.Tokens.Refresh!, signedIn.Tokens.Access, WireUser.Of(signedIn.User, http, toOwner: true));
        return SharedPaths.Uncached(http, Body.Ok(answer, Body.Json.SignedInAnswer));
    }

    /// <summary>May be repeated: a good token whose session has ended already, here or because a refresh token was used twice, is signed out as well.</summary>
    private static async Task<IResult> LogoutAsync(HttpContext http, BesageServices services, CancellationToken cancellationToken)
    {
        var caller = await services.Authenticator.AuthenticateAsync(http.Request, cancellationToken);
        if (caller.Refusal is { } refused && refused != TokenRefusals.Ended)
            return BesageErrors.Of(refused);
        if (!(await Body.ReadAsync(http)).TryGet(out var body, out var refusal))
            return BesageErrors.Of(refusal);
        var refresh = body.Text("refresh");
        if (body.Refused is { } wrong)
            return wrong;

        TokenClaims? other = null;
        if (!string.IsNullOrEmpty(refresh))
        {
            if (!services.Tokens.Read(refresh, TokenType.Refresh).TryGet(out var claims, out refusal))
                return BesageErrors.BadLogout(http, refusal);
            other = claims;
        }

        if (!caller.TryGet(out var identity, out _))
            return Body.Done(SignedOut);
        if (other is { } given && given.User != identity.User.Id)
            return BesageErrors.BadLogout(http, TokenRefusals.Invalid); // somebody else's is not the caller's to end
        await services.Sessions.EndAsync(identity, cancellationToken);
        if (other is { } second && second.Session != identity.Session)
            await services.Sessions.EndAsync(identity with { Session = second.Session }, cancellationToken);
        return Body.Done(SignedOut);
    }

    private const string SignedOut = "Successfully logged out.";
}
