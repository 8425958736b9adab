using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Endpoints;

/// <summary>Ways in and out: docs/wire/native.md, section REST.</summary>
internal static class AccountEndpoints
{
    /// <param name="api">The group `/api/v1`.</param>
    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var accounts = api.MapGroup("").WithTags("Accounts");
        accounts.MapPost("/register", RegisterAsync).WithSummary("Make an account and sign in.")
            .Takes<RegisterRequest>().Produces<SignedInResponse>(201).Refuses(400, 409, 429);
        accounts.MapPost("/sign-in", SignInAsync).WithSummary("Sign in with username or e-mail address.")
            .Takes<SignInRequest>().Produces<SignedInResponse>().Refuses(400, 401, 403, 429);
        accounts.MapPost("/guests", GuestAsync).WithSummary("Come in as a guest, new (201) or with the key from last time (200).")
            .Takes<GuestRequest>().Produces<SignedInResponse>(201).Produces<SignedInResponse>().Refuses(400, 403, 429);
        accounts.MapPost("/refresh", RefreshAsync).WithSummary("Trade a refresh token for new tokens. Each is good once; a second use ends the session.")
            .Takes<RefreshRequest>().Produces<TokensResponse>().Refuses(400, 401, 403);

        var own = accounts.MapGroup("").RequireIdentity(Refusals.ToResult);
        own.MapPost("/guests/upgrade", UpgradeAsync).WithSummary("Turn the calling guest into a member; its other sessions end.")
            .Takes<UpgradeRequest>().Produces<SignedInResponse>().Refuses(400, 401, 403, 409, 429);
        own.MapPost("/sign-out", SignOutAsync).WithSummary("End this session, or with `everywhere` all of them. The body is optional.")
            .Takes<SignOutRequest>(optional: true).Produces(204).Refuses(400, 401, 403);
        own.MapPost("/password", ChangePasswordAsync).WithSummary("Change the password; every other session ends.")
            .Takes<PasswordRequest>().Produces<TokensResponse>().Refuses(400, 401, 403, 429);
    }

    private static async Task<IResult> RegisterAsync(HttpContext http, AccountService accounts, CancellationToken cancellationToken)
    {
        if (!(await JsonBody.ReadAsync(http.Request, NativeJson.Default.RegisterRequest)).TryGet(out var body, out var refusal))
            return Refusals.ToResult(refusal);

        var wish = new Registration(body.Username, body.Password, body.Email, body.DisplayName);
        return Answer(http, await accounts.RegisterAsync(wish, From(http), cancellationToken));
    }

    private static async Task<IResult> SignInAsync(HttpContext http, AccountService accounts, CancellationToken cancellationToken) =>
        (await JsonBody.ReadAsync(http.Request, NativeJson.Default.SignInRequest)).TryGet(out var body, out var refusal)
            ? Answer(http, await accounts.SignInAsync(body.Username, body.Password, From(http), cancellationToken))
            : Refusals.ToResult(refusal);

    private static async Task<IResult> GuestAsync(HttpContext http, AccountService accounts, CancellationToken cancellationToken) =>
        (await JsonBody.ReadAsync(http.Request, NativeJson.Default.GuestRequest)).TryGet(out var body, out var refusal)
            ? Answer(http, await accounts.GuestAsync(body.Name, body.GuestKey, From(http), cancellationToken))
            : Refusals.ToResult(refusal);

    private static async Task<IResult> UpgradeAsync(HttpContext http, AccountService accounts, CancellationToken cancellationToken)
    {
        if (!(await JsonBody.ReadAsync(http.Request, NativeJson.Default.UpgradeRequest)).TryGet(out var body, out var refusal))
            return Refusals.ToResult(refusal);

        var wish = new Registration(body.Username, body.Password, body.Email);
        return Answer(http, await accounts.UpgradeAsync(http.Identity(), wish, From(http), cancellationToken));
    }

    private static async Task<IResult> RefreshAsync(HttpContext http, Sessions sessions, CancellationToken cancellationToken)
    {
        if (!(await JsonBody.ReadAsync(http.Request, NativeJson.Default.RefreshRequest)).TryGet(out var body, out var refusal)
            || !(await sessions.RefreshAsync(body.RefreshToken, NativeDialect.TokenFamily, cancellationToken)).TryGet(out var tokens, out refusal))
            return Refusals.ToResult(refusal);
        return Answer(http, tokens);
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, Sessions sessions, CancellationToken cancellationToken)
    {
        if (!(await JsonBody.ReadAsync(http.Request, NativeJson.Default.SignOutRequest, whenEmpty: new SignOutRequest(false))).TryGet(out var body, out var refusal))
            return Refusals.ToResult(refusal);

        var caller = http.Identity();
        if (body.Everywhere == true)
            await sessions.EndAllAsync(caller.User, RefusalCode.TokenInvalid, except: null, cancellationToken);
        else
            await sessions.EndAsync(caller, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ChangePasswordAsync(HttpContext http, AccountService accounts, CancellationToken cancellationToken)
    {
        if (!(await JsonBody.ReadAsync(http.Request, NativeJson.Default.PasswordRequest)).TryGet(out var body, out var refusal)
            || !(await accounts.ChangePasswordAsync(http.Identity(), body.CurrentPassword, body.NewPassword, From(http), cancellationToken)).TryGet(out var renewed, out refusal))
            return Refusals.ToResult(refusal);
        return Answer(http, renewed.Tokens);
    }

    private static SignInContext From(HttpContext http) => new(NativeDialect.TokenFamily, http.Connection.RemoteIpAddress);

    private static IResult Answer(HttpContext http, Outcome<SignedIn> outcome)
    {
        if (!outcome.TryGet(out var signedIn, out var refusal))
            return Refusals.ToResult(refusal);

        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(SignedInResponse.Of(signedIn), NativeJson.Default.SignedInResponse, statusCode: signedIn.IsNew ? 201 : 200);
    }

    private static JsonHttpResult<TokensResponse> Answer(HttpContext http, TokenPair tokens)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(TokensResponse.Of(tokens), NativeJson.Default.TokensResponse);
    }
}
