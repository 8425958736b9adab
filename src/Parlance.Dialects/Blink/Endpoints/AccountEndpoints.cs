using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Parlance.Core.Accounts;
using Parlance.Dialects.Blink.Wire;
using Parlance.Dialects.Django;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Dialects.Blink.Endpoints;

/// <summary>Signing in, and who one is.</summary>
internal static class AccountEndpoints
{
    private const string Tag = "Blink: accounts";

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var auth = api.MapGroup("/auth");
        auth.MapPost("/token", SignInAsync).Describe(Tag, "Sign in.").TakesFields<TokenRequest>().Produces<TokenAnswer>().Denies(400, 401, 403, 413, 415, 429, 503);
        auth.MapGet("/me", Me).Describe(Tag, "Whom the access token belongs to.").Produces<MeAnswer>().Denies(401, 403, 429).RequireToken(BlinkDialect.Errors);
    }

    private static async Task<IResult> SignInAsync(HttpContext http, AccountService accounts, SignInLimit limit, CancellationToken cancellationToken)
    {
        if (limit.Take(http.Connection.RemoteIpAddress) is { } tooOften)
            return BlinkDialect.Errors.Of(tooOften);
        if (!(await DjangoBody.ReadAsync(http, BlinkDialect.Errors)).TryGet(out var body, out var refusal))
            return BlinkDialect.Errors.Of(refusal);
        var username = body.RequiredText("username");
        var password = body.RequiredText("password", trim: false);
        if (body.Refused is { } refused)
            return refused;

        var from = new SignInContext(BlinkDialect.TokenFamily, http.Connection.RemoteIpAddress);
        if (!(await accounts.SignInAsync(username, password, from, cancellationToken)).TryGet(out var signedIn, out refusal))
            return BlinkDialect.Errors.Of(refusal);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new TokenAnswer(signedIn.Tokens.Refresh!, signedIn.Tokens.Access), BlinkJson.Default.TokenAnswer);
    }

    private static JsonHttpResult<MeAnswer> Me(HttpContext http)
    {
        var user = http.Identity().User;
        return TypedResults.Json(new MeAnswer(user.Id.Value, DjangoCaller.NameOf(user), user.DisplayName, DjangoTime.Of(user.CreatedAt), user.Id.Value), BlinkJson.Default.MeAnswer);
    }
}
