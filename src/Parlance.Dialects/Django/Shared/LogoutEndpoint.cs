using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core.Accounts;
using Parlance.Dialects.Django.Wire;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Dialects.Django.Shared;

/// <summary>`POST /auth/logout`, which the besage client calls by mistake and the rooms family owns (contracts C3); here for when that is not served.</summary>
internal static class LogoutEndpoint
{
    private const string Sentence = "Successfully logged out.";

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/auth/logout", LogOutAsync).Describe("Accounts of blink and besage", "End the session of the bearer token, if there is one.").Produces<LoggedOutAnswer>();

    /// <summary>Always 200, whatever the body and the token.</summary>
    private static async Task<IResult> LogOutAsync(HttpContext http, Authenticator authenticator, Sessions sessions, CancellationToken cancellationToken)
    {
        if ((await authenticator.AuthenticateAsync(http.Request, cancellationToken)).TryGet(out var identity, out _))
            await sessions.EndAsync(identity, cancellationToken);
        return TypedResults.Json(new LoggedOutAnswer(true, Sentence, Sentence), DjangoJson.Default.LoggedOutAnswer);
    }
}
