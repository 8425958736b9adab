using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Dialects.Native.Operations;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Endpoints;

/// <summary>People: docs/wire/native.md, section REST. All of it needs a token.</summary>
internal static class UserEndpoints
{
    private const int DefaultSearchLimit = 20;

    /// <param name="api">The group `/api/v1`.</param>
    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        var people = api.MapGroup("").WithTags("People").RequireIdentity(Refusals.ToResult);
        people.MapGet("/me", GetSelfAsync).WithSummary("Oneself, with the e-mail address.")
            .Produces<WireUser>().Refuses(401, 403);
        people.MapPatch("/me", ChangeSelfAsync).WithSummary("Change names, bio, avatar, e-mail address or details; absent fields stay, empty ones are cleared.")
            .Takes<ProfileRequest>().Produces<WireUser>().Refuses(400, 401, 403, 409);
        people.MapDelete("/me", DeleteSelfAsync).WithSummary("Remove oneself for good; members give their password. The body is optional for guests.")
            .Takes<DeleteRequest>(optional: true).Produces(204).Refuses(400, 401, 403, 429);
        people.MapGet("/users/{id}", GetUserAsync).WithSummary("A person by id.")
            .Produces<WireUser>().Refuses(401, 403, 404);
        people.MapGet("/users", SearchAsync).WithSummary("People whose name contains `q` (1 to 64 characters), `limit` is 1 to 50, 20 when absent; or those of `ids`, at most 200 with commas between.")
            .Produces<UsersResponse>().Refuses(400, 401, 403);
    }

    private static async Task<IResult> GetSelfAsync(HttpContext http, AccountService accounts, CancellationToken cancellationToken) =>
        Answer(await accounts.FindAsync(http.Identity().User.Id, cancellationToken));

    private static async Task<IResult> ChangeSelfAsync(HttpContext http, AccountService accounts, CancellationToken cancellationToken)
    {
        if (!(await JsonBody.ReadAsync(http.Request, NativeJson.Default.ProfileRequest)).TryGet(out var body, out var refusal))
            return Refusals.ToResult(refusal);

        var change = new ProfileChange(body.DisplayName, body.Bio, body.AvatarUrl, body.Email)
        {
            Username = body.Username,
            AvatarUrls = body.AvatarUrls?.ToSet(),
            Details = GivenOf(body.Details),
        };
        return Answer(await accounts.ChangeProfileAsync(http.Identity().User.Id, change, cancellationToken));
    }

    private static IReadOnlyDictionary<string, string> GivenOf(IReadOnlyDictionary<string, string?>? details) =>
        details is null ? ProfileDetails.None : details.Where(detail => detail.Value is not null).ToDictionary(detail => detail.Key, detail => detail.Value!, StringComparer.Ordinal);

    private static async Task<IResult> DeleteSelfAsync(HttpContext http, AccountService accounts, CancellationToken cancellationToken)
    {
        if (!(await JsonBody.ReadAsync(http.Request, NativeJson.Default.DeleteRequest, whenEmpty: new DeleteRequest(null))).TryGet(out var body, out var refusal)
            || !(await accounts.DeleteSelfAsync(http.Identity().User.Id, body.Password, cancellationToken)).TryGet(out _, out refusal))
            return Refusals.ToResult(refusal);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> GetUserAsync(string id, AccountService accounts, CancellationToken cancellationToken)
    {
        // Read by hand: what is no number is simply nobody's id.
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return Refusals.ToResult(Refusal.NoSuchUser);
        return (await accounts.FindAsync(new UserId(number), cancellationToken)).TryGet(out var user, out var refusal)
            ? TypedResults.Json(WireUser.Of(user), NativeJson.Default.WireUser)
            : Refusals.ToResult(refusal);
    }

    private static async Task<IResult> SearchAsync(string? q, string? limit, string? ids, AccountService accounts, NativeOperations operations, CancellationToken cancellationToken)
    {
        if (ids is not null)
            return Answer(await operations.UsersAsync(new UsersCommand(Operation.Ids(ids)), nameof(ids), cancellationToken));
        var count = limit is null ? DefaultSearchLimit : int.TryParse(limit, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given) ? given : 0;
        return (await accounts.SearchAsync(q, count, cancellationToken)).TryGet(out var users, out var refusal)
            ? Answer(new UsersResponse([.. users.Select(WireUser.Of)]))
            : Refusals.ToResult(refusal);
    }

    private static IResult Answer(Outcome<UsersResponse> outcome) => outcome.TryGet(out var found, out var refusal)
        ? TypedResults.Json(found, NativeJson.Default.UsersResponse)
        : Refusals.ToResult(refusal);

    private static IResult Answer(Outcome<User> outcome) => outcome.TryGet(out var user, out var refusal)
        ? TypedResults.Json(WireUser.OfSelf(user), NativeJson.Default.WireUser)
        : Refusals.ToResult(refusal);
}
