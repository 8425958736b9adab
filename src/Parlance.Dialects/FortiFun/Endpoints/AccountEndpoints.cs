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

/// <summary>Accounts by e-mail address: docs/wire/fortifun.md, section Accounts.</summary>
internal static class AccountEndpoints
{
    private const string Tag = "accounts";

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var accounts = api.MapGroup("/api/v1/accounts");
        accounts.MapPost("/auth/register", RegisterAsync).Describe(Tag, "Make an account and sign in.").TakesFields<RegisterRequest>().Produces<SignedInAnswer>(201).Denies(400, 429);
        accounts.MapPost("/auth/login", LogInAsync).Describe(Tag, "Sign in.").TakesFields<LoginRequest>().Produces<SignedInAnswer>().Denies(400, 401, 403, 429);
        accounts.MapPost("/auth/refresh", RefreshAsync).Describe(Tag, "New tokens; the refresh token is good for one use.").TakesFields<RefreshRequest>().Produces<RefreshedAnswer>().Denies(400, 401, 403);

        var own = accounts.MapGroup("").RequireToken(Errors);
        own.MapPost("/auth/logout", (HttpContext http, FortiFunServices services, CancellationToken cancellationToken) => LogOutAsync(http, services, "Logout successful", cancellationToken))
            .Describe(Tag, "End the session of the access token, and that of a refresh token that is sent along.").TakesFields<LogoutRequest>(optional: true).Produces<DetailAnswer>().Denies(400, 401);
        own.MapGet("/users/me", MeAsync).Describe(Tag, "Oneself.").Produces<WireOwner>().Denies(401);
        own.MapPut("/users/me", ChangeMeAsync).Describe(Tag, "Change one's profile; absent fields stay.").TakesFields<ProfileRequest>().Produces<WireOwner>().Denies(400, 401);
        own.MapPatch("/users/me", ChangeMeAsync).Describe(Tag, "Change one's profile; absent fields stay.").TakesFields<ProfileRequest>().Produces<WireOwner>().Denies(400, 401);
        own.MapGet("/users/{id}", FindAsync).Describe(Tag, "Somebody's public part; of oneself, everything.").Produces<WireUser>().Denies(401, 404);
    }

    public static async Task<IResult> MeAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken) =>
        Ok(await services.Portraits.OfOwnerAsync(http.Caller(), Links.Of(http), cancellationToken), Json.WireOwner);

    public static async Task<IResult> ChangeMeAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken)
    {
        if (!(await BodyAsync(http)).TryGet(out var body, out var refusal))
            return Errors.Of(refusal);
        var change = ProfileWish.Read(body, http.Caller(), services.Time.GetUtcNow());
        if (body.Refused is { } refused)
            return refused;
        return (await services.Accounts.ChangeProfileAsync(http.Caller().Id, change, cancellationToken)).TryGet(out var user, out refusal)
            ? Ok(await services.Portraits.OfOwnerAsync(user, Links.Of(http), cancellationToken), Json.WireOwner)
            : Errors.Of(refusal);
    }

    public static async Task<IResult> FindAsync(HttpContext http, string id, FortiFunServices services, CancellationToken cancellationToken)
    {
        if (!TryId(id, out var number) || !(await services.Accounts.FindAsync(new UserId(number), cancellationToken)).TryGet(out var user, out _))
            return Errors.NotFound();
        return user.Id == http.Caller().Id
            ? await MeAsync(http, services, cancellationToken)
            : Ok(await services.Portraits.OfOtherAsync(user, Links.Of(http), cancellationToken), Json.WireUser);
    }

    public static async Task<IResult> LogOutAsync(HttpContext http, FortiFunServices services, string said, CancellationToken cancellationToken)
    {
        if (!(await BodyAsync(http)).TryGet(out var body, out var refusal))
            return Errors.Of(refusal);
        var refresh = body.Text("refresh");
        if (body.Refused is { } refused)
            return refused;

        var identity = http.Identity();
        await services.Sessions.EndAsync(identity, cancellationToken);
        // A token of somebody else, or one that is none, changes nothing.
        if (refresh is not null && services.Tokens.Read(refresh, TokenType.Refresh).TryGet(out var claims, out _) && claims.User == identity.User.Id && claims.Session != identity.Session)
            await services.Sessions.EndAsync(refresh, cancellationToken);
        return Detail(said);
    }

    /// <returns>New tokens and whose they are, or the answer that refuses them.</returns>
    public static async Task<(TokenPair? Tokens, User? User, IResult? Refused)> RenewAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken)
    {
        if (!(await BodyAsync(http)).TryGet(out var body, out var refusal))
            return (null, null, Errors.Of(refusal));
        var refresh = body.RequiredText("refresh");
        if (body.Refused is { } refused)
            return (null, null, refused);
        if (!(await services.Sessions.RefreshAsync(refresh, FortiFunDialect.TokenFamily, cancellationToken)).TryGet(out var pair, out refusal))
            return (null, null, refusal.Code is RefusalCode.TokenInvalid or RefusalCode.TokenExpired or RefusalCode.TokenReused ? Errors.BadRefresh(refusal) : Errors.Of(refusal));

        var owner = services.Tokens.Read(pair.Access, TokenType.Access).Value.User;
        return (await services.Accounts.FindAsync(owner, cancellationToken)).TryGet(out var user, out refusal) ? (pair, user, null) : (null, null, Errors.BadRefresh(TokenRefusals.NoUser));
    }

    public static SignInContext From(HttpContext http) => new(FortiFunDialect.TokenFamily, http.Connection.RemoteIpAddress);

    private static async Task<IResult> RegisterAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken)
    {
        if (!(await BodyAsync(http)).TryGet(out var body, out var refusal))
            return Errors.Of(refusal);
        var (first, last) = NamesOf(body);
        if (Credentials(body) is not { } credentials)
            return body.Refused ?? Errors.Detail(StatusCodes.Status400BadRequest, FortiFunWords.EmailAndPassword);
        if (credentials.Password.Length < NewAccount.MinPassword)
            return Errors.Detail(StatusCodes.Status400BadRequest, FortiFunWords.PasswordTooShort);

        var outcome = await NewAccount.RegisterAsync(services.Accounts, credentials.Email, credentials.Password, first, last, From(http), cancellationToken);
        if (outcome.Refusal is { Code: RefusalCode.Taken, Field: "email" })
            return Errors.Detail(StatusCodes.Status400BadRequest, FortiFunWords.EmailRegistered);
        return await SignedInAsync(http, services, outcome, StatusCodes.Status201Created, cancellationToken);
    }

    private static async Task<IResult> LogInAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken)
    {
        if (!(await BodyAsync(http)).TryGet(out var body, out var refusal))
            return Errors.Of(refusal);
        if (Credentials(body) is not { } credentials)
            return body.Refused ?? Errors.Detail(StatusCodes.Status400BadRequest, FortiFunWords.EmailAndPassword);

        var outcome = await services.Accounts.SignInAsync(credentials.Email, credentials.Password, From(http), cancellationToken);
        return outcome.Refusal?.Code == RefusalCode.WrongCredentials
            ? Errors.Detail(StatusCodes.Status401Unauthorized, FortiFunWords.InvalidCredentials)
            : await SignedInAsync(http, services, outcome, StatusCodes.Status200OK, cancellationToken);
    }

    private static async Task<IResult> RefreshAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken)
    {
        var (tokens, user, refused) = await RenewAsync(http, services, cancellationToken);
        if (refused is not null)
            return refused;
        http.Response.Headers.CacheControl = "no-store";
        return Ok(new RefreshedAnswer(tokens!.Access, tokens.Refresh!, await services.Portraits.OfOwnerAsync(user!, Links.Of(http), cancellationToken)), Json.RefreshedAnswer);
    }

    private static async Task<IResult> SignedInAsync(HttpContext http, FortiFunServices services, Outcome<SignedIn> outcome, int status, CancellationToken cancellationToken)
    {
        if (!outcome.TryGet(out var signedIn, out var refusal))
            return Errors.Of(refusal);
        http.Response.Headers.CacheControl = "no-store";
        var user = await services.Portraits.OfOwnerAsync(signedIn.User, Links.Of(http), cancellationToken);
        return Ok(new SignedInAnswer(user, signedIn.Tokens.Access, signedIn.Tokens.Refresh!), Json.SignedInAnswer, status);
    }

    /// <returns>Null when something is wrong with them, or missing.</returns>
    private static (string Email, string Password)? Credentials(DjangoBody body)
    {
        var isMissing = string.IsNullOrEmpty(body.Text("email")) | string.IsNullOrEmpty(body.Text("password"));
        return isMissing || body.Refused is not null ? null : (body.Text("email")!, body.RequiredText("password", trim: false)!);
    }

    /// <summary>`name` is the first name and the rest; the two given apart go before it.</summary>
    private static (string First, string Last) NamesOf(DjangoBody body)
    {
        var words = (body.Text("name") ?? "").Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var max = PersonalDetails.MaxLengths["first_name"];
        return (
            body.Text("first_name", max) is { Length: > 0 } first ? first : words.ElementAtOrDefault(0) ?? "",
            body.Text("last_name", max) is { Length: > 0 } last ? last : words.ElementAtOrDefault(1) ?? "");
    }
}
