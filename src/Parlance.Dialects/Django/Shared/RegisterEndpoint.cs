using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core.Accounts;
using Parlance.Dialects.Django.Wire;

namespace Parlance.Dialects.Django.Shared;

/// <summary>`POST /api/auth/register/` of the blink and besage families (contracts C2). Whatever is in the Authorization header is passed over: a client sends what it has, even if that is dead.</summary>
internal sealed class RegisterEndpoint(TokenFamily family, DjangoErrors errors)
{
    private const int MinPassword = 6;
    private const string Mismatch = "Password fields didn't match.";

    public void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/api/auth/register", RegisterAsync).Describe("Accounts of blink and besage", "Make an account and sign in.")
            .TakesFields<RegisterRequest>().Produces<RegisteredAnswer>(201).Denies(400, 413, 415, 429, 503);

    private async Task<IResult> RegisterAsync(HttpContext http, AccountService accounts, CancellationToken cancellationToken)
    {
        if (!(await DjangoBody.ReadAsync(http, errors)).TryGet(out var body, out var refusal))
            return errors.Of(refusal);
        var wish = Read(body);
        if (body.Refused is { } refused)
            return refused;

        return (await accounts.RegisterAsync(wish, new SignInContext(family, http.Connection.RemoteIpAddress), cancellationToken)).TryGet(out var signedIn, out refusal)
            ? SharedPaths.Uncached(http, TypedResults.Json(Answer(signedIn, http), DjangoJson.Default.RegisteredAnswer, statusCode: StatusCodes.Status201Created))
            : errors.Of(refusal);
    }

    private static Registration Read(DjangoBody body)
    {
        var username = body.Username();
        var password = body.RequiredText("password", AccountRules.MaxPassword, MinPassword, trim: false);
        var email = body.Email();
        if (body.Has("password2") && body.RequiredText("password2", trim: false) is { } again && password is not null)
        {
            if (again != password)
                body.Refuse("password", Mismatch);
            else
                foreach (var weakness in PasswordChecks.Weaknesses(password, username, email))
                    body.Refuse("password", weakness);
        }

        return new Registration(username, password, email) { MinPassword = MinPassword, UsernameRule = UsernameRule.Django };
    }

    private static RegisteredAnswer Answer(SignedIn signedIn, HttpContext http) => new(
        signedIn.User.Id.Value, signedIn.User.Username!, WireUser.Of(signedIn.User, http, toOwner: true), signedIn.Tokens.Refresh!, signedIn.Tokens.Access);
}
