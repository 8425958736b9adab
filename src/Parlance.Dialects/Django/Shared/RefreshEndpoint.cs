using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Dialects.Django.Wire;

namespace Parlance.Dialects.Django.Shared;

/// <summary>`POST /api/auth/token/refresh/` (contracts C4): the token's own family decides whether it rotates.</summary>
/// <param name="family">For tokens without one, which an original server minted.</param>
internal sealed class RefreshEndpoint(TokenFamily family, DjangoErrors errors)
{
    public void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/api/auth/token/refresh", RefreshAsync).Describe("Accounts of blink and besage", "Trade a refresh token for a new access token; where the family rotates, for a new refresh token too.")
            .TakesFields<RefreshRequest>().Produces<TokensAnswer>().Denies(400, 401, 403, 413, 415, 429, 503);

    private async Task<IResult> RefreshAsync(HttpContext http, Sessions sessions, CancellationToken cancellationToken)
    {
        if (!(await DjangoBody.ReadAsync(http, errors)).TryGet(out var body, out var refusal))
            return errors.Of(refusal);
        var refresh = body.RequiredText("refresh");
        if (body.Refused is { } refused)
            return refused;

        if ((await sessions.RefreshAsync(refresh, family, cancellationToken)).TryGet(out var tokens, out refusal))
            return SharedPaths.Uncached(http, TypedResults.Json(new TokensAnswer(tokens.Access, tokens.Refresh!), DjangoJson.Default.TokensAnswer));
        return refusal.Code is RefusalCode.TokenInvalid or RefusalCode.TokenExpired or RefusalCode.TokenReused ? errors.BadRefresh(refusal) : errors.Of(refusal);
    }
}
