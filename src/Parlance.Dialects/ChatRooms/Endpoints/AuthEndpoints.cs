using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Dialects.ChatRooms.Wire;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Dialects.ChatRooms.Endpoints;

/// <summary>Accounts of this wire: docs/wire/chatrooms.md, section Auth.</summary>
internal static class AuthEndpoints
{
    private const string Tag = "Rooms: accounts";
    private const int MinPassword = 6;

    public static void MapAuth(this IEndpointRouteBuilder api)
    {
        var auth = api.MapGroup("/auth");
        auth.MapPost("/signup", SignUpAsync).Describe(Tag, "Make an account and sign in.").Takes<SignupRequest>().Produces<SignedInAnswer>().Refuses(400, 409, 422, 429);
        auth.MapPost("/login", LogInAsync).Describe(Tag, "Sign in.").Takes<LoginRequest>().Produces<SignedInAnswer>().Refuses(400, 401, 403, 422, 429);
        auth.MapPost("/logout", LogOutAsync).Describe(Tag, "End the session of the bearer token, if there is one.").Produces<SignedOutAnswer>();
        auth.MapGet("/me", MeAsync).Describe(Tag, "Whom the bearer token belongs to.").Produces<WireUser>().Refuses(401, 403, 404).WithMetadata(NeedsToken.Instance);
    }

    private static async Task<IResult> SignUpAsync(HttpContext http, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        if (!(await Body.ReadAsync(http, Body.Json.SignupRequest)).TryGet(out var body, out var refusal))
            return ChatRoomsErrors.OfBody(refusal);

        var username = body.Username?.Trim();
        if (string.IsNullOrEmpty(username))
            return ChatRoomsErrors.ToResult(ChatRoomsErrors.Bad("Username is required", "username"));
        if (username.Length < AccountRules.MinUsername)
            return ChatRoomsErrors.ToResult(ChatRoomsErrors.Bad("Username must be at least 2 characters", "username"));
        if (body.Password is not { Length: >= MinPassword })
            return ChatRoomsErrors.ToResult(ChatRoomsErrors.Bad("Password must be at least 6 characters", "password"));

        var wish = new Registration(username, body.Password, body.Email) { MinPassword = MinPassword, UsernameRule = UsernameRule.Free };
        return SignedIn(http, services, await services.Accounts.RegisterAsync(wish, From(http), cancellationToken));
    }

    private static async Task<IResult> LogInAsync(HttpContext http, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        if (!(await Body.ReadAsync(http, Body.Json.LoginRequest)).TryGet(out var body, out var refusal))
            return ChatRoomsErrors.OfBody(refusal);
        if (string.IsNullOrWhiteSpace(body.Username))
            return ChatRoomsErrors.ToResult(ChatRoomsErrors.Bad("Username is required", "username"));
        if (string.IsNullOrEmpty(body.Password))
            return ChatRoomsErrors.ToResult(ChatRoomsErrors.Bad("Password is required", "password"));
        return SignedIn(http, services, await services.Accounts.SignInAsync(body.Username, body.Password, From(http), cancellationToken));
    }

    /// <summary>Always 200, whatever the body and the token: two families' clients call it and only forget what they have (contracts C3).</summary>
    private static async Task<IResult> LogOutAsync(HttpContext http, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        if (Speaker.CallerOf(http).Identity is { } identity)
            await services.Sessions.EndAsync(identity, cancellationToken);
        const string Sentence = "Successfully logged out.";
        return Body.Ok(new SignedOutAnswer(true, Sentence, Sentence), Body.Json.SignedOutAnswer);
    }

    private static async Task<IResult> MeAsync(HttpContext http, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        var caller = Speaker.CallerOf(http);
        if (caller.Identity is null)
            return caller.BadToken is { } bad ? ChatRoomsErrors.ToResult(bad) : ChatRoomsErrors.ToResult(TokenRefusals.Missing, StatusCodes.Status401Unauthorized);
        return (await services.Accounts.FindAsync(caller.Identity.User.Id, cancellationToken)).TryGet(out var user, out var refusal)
            ? Body.Ok(WireUser.Of(user, Links.Of(http), toOwner: true), Body.Json.WireUser)
            : ChatRoomsErrors.ToResult(refusal);
    }

    private static IResult SignedIn(HttpContext http, ChatRoomsServices services, Outcome<SignedIn> outcome)
    {
        if (!outcome.TryGet(out var signedIn, out var refusal))
            return ChatRoomsErrors.ToResult(refusal);

        services.Speaker.Prove(signedIn.User, http.KnownClient(), signedIn.Tokens.Session);
        http.Response.Headers.CacheControl = "no-store";
        return Body.Ok(new SignedInAnswer(WireUser.Of(signedIn.User, Links.Of(http), toOwner: true), signedIn.Tokens.Access), Body.Json.SignedInAnswer);
    }

    private static SignInContext From(HttpContext http) => new(ChatRoomsDialect.TokenFamily, http.Connection.RemoteIpAddress);
}
