using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Interests;
using Parlance.Core.Likes;
using Parlance.Dialects.Django;
using Parlance.Dialects.FortiFun.Wire;
using Parlance.Dialects.Hosting;
using static Parlance.Dialects.FortiFun.Endpoints.Endpoint;

namespace Parlance.Dialects.FortiFun.Endpoints;

/// <summary>Meeting people: docs/wire/fortifun.md, section Matching.</summary>
internal static class MatchingEndpoints
{
    private const string Tag = "matching";
    private const int MaxMatches = 1_000;
    private const int RecentMatches = 10;

    public static void MapMatching(this IEndpointRouteBuilder api)
    {
        var matching = api.MapGroup("/api/v1/matching").RequireToken(Errors);
        matching.MapGet("/preferences", (HttpContext http) => Ok(PersonalValues.Preferences(http.Caller()), Json.WirePreferences)).Describe(Tag, "Whom one wants to meet.").Produces<WirePreferences>().Denies(401);
        matching.MapPut("/preferences", PreferAsync).Describe(Tag, "Say whom one wants to meet; absent fields stay.").TakesFields<PreferencesRequest>().Produces<WirePreferences>().Denies(400, 401);
        matching.MapGet("/interests", InterestsAsync).Describe(Tag, "All interests to choose from.").Produces<WireInterest[]>().Denies(401);
        matching.MapPost("/interests", ChooseAsync).Describe(Tag, "One's own interests, by their ids.").TakesFields<InterestsRequest>().Produces<WireInterest[]>().Denies(400, 401);
        foreach (var path in (string[])["/potential-matches", "/potential"])
            matching.MapGet(path, PotentialAsync).Describe(Tag, "People to meet; `search`, `ordering`, `online_only`, `with_photo`, `common_interests`.").Asks("page", "page_size").Produces<WirePage<WirePotential>>().Denies(401, 404);
        foreach (var path in (string[])["/matches", "/matched"])
            matching.MapGet(path, MatchesAsync).Describe(Tag, "Those who like one back, newest first; with `page` a page of 20.").Asks("page").Produces<WireMatch[]>().Denies(401, 404);
        matching.MapGet("/recent-matches", RecentAsync).Describe(Tag, $"The newest {RecentMatches} matches.").Produces<WireMatch[]>().Denies(401);
        api.MapGroup("/api/v1/matches").RequireToken(Errors).MapGet("", MatchesAsync).Describe(Tag, "Those who like one back.").Asks("page").Produces<WireMatch[]>().Denies(401, 404);

        matching.MapPost("/like", LikeAsync).Describe(Tag, "Like somebody; liked back, the conversation of the two begins.").TakesFields<AboutUserRequest>().Produces<LikeAnswer>(201).Denies(400, 401, 403, 404, 429);
        Act(matching, "unlike", "Take a like back.", "Like retiré avec succès", (services, me, about, cancellationToken) => services.Likes.SayAsync(me, about, Opinion.None, cancellationToken));
        Act(matching, "skip", "Pass somebody over.", "Utilisateur ignoré avec succès", (services, me, about, cancellationToken) => services.Likes.SayAsync(me, about, Opinion.Skip, cancellationToken));
        Act(matching, "block", "Want nothing to do with somebody.", "Utilisateur bloqué avec succès", (services, me, about, cancellationToken) => services.Blocks.BlockAsync(me, about, cancellationToken));
        Act(matching, "unblock", "Lift a block.", "Utilisateur débloqué avec succès", UnblockAsync);
    }

    private static void Act(
        RouteGroupBuilder matching, string name, string summary, string said, Func<FortiFunServices, UserId, UserId, CancellationToken, Task<Outcome<User>>> act) =>
        matching.MapPost("/" + name, async (HttpContext http, FortiFunServices services, CancellationToken cancellationToken) =>
        {
            var (about, refused) = await AboutAsync(http, services, isLike: false);
            if (refused is not null)
                return refused;
            return (await act(services, http.Caller().Id, about, cancellationToken)).TryGet(out _, out var refusal) ? Detail(said) : Refuse(refusal);
        }).Describe(Tag, summary).TakesFields<AboutUserRequest>().Produces<DetailAnswer>().Denies(400, 401, 404, 429);

    private static async Task<Outcome<User>> UnblockAsync(FortiFunServices services, UserId me, UserId about, CancellationToken cancellationToken)
    {
        var found = await services.Accounts.FindAsync(about, cancellationToken);
        if (!found.IsRefused)
            await services.Blocks.UnblockAsync(me, about, cancellationToken);
        return found;
    }

    private static async Task<IResult> LikeAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken)
    {
        var (about, refused) = await AboutAsync(http, services, isLike: true);
        if (refused is not null)
            return refused;
        var me = http.Caller();
        if (!(await services.Likes.LikeAsync(me, about, FortiFunWords.MatchGreeting, cancellationToken)).TryGet(out var given, out var refusal))
            return Refuse(refusal);
        var match = given.Match is { } made ? (await ShowAsync(http, [made], services, cancellationToken)).FirstOrDefault() : null;
        return Ok(new LikeAnswer("Like enregistré avec succès", match is not null, match), Json.LikeAnswer, StatusCodes.Status201Created);
    }

    private static async Task<(UserId About, IResult? Refused)> AboutAsync(HttpContext http, FortiFunServices services, bool isLike)
    {
        if (!(await BodyAsync(http)).TryGet(out var body, out var refusal))
            return (default, Errors.Of(refusal));
        var about = body.Integer("user_id");
        if (body.Refused is { } refused)
            return (default, refused);
        return services.MatchingLimits.Take(http.Caller().Id, isLike) is { } limited ? (default, Errors.Of(limited)) : (new UserId(about!.Value), null);
    }

    private static IResult Refuse(Refusal refusal) => refusal.Code switch
    {
        RefusalCode.Taken => Errors.Detail(StatusCodes.Status400BadRequest, FortiFunWords.AlreadyLiked),
        RefusalCode.Invalid => Errors.Detail(StatusCodes.Status400BadRequest, FortiFunWords.AboutOneself),
        RefusalCode.Forbidden => Errors.Of(Postbox.Blocked),
        _ => Errors.Of(refusal),
    };

    private static async Task<IResult> PreferAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken)
    {
        if (!(await BodyAsync(http)).TryGet(out var body, out var refusal))
            return Errors.Of(refusal);
        var before = PersonalValues.Preferences(http.Caller());
        var wanted = new WirePreferences(
            Within(body, "min_age", 18, 120) ?? before.MinAge, Within(body, "max_age", 18, 120) ?? before.MaxAge, Within(body, "max_distance", 1, 20_100) ?? before.MaxDistance,
            body.Has("gender_preference") ? body.Choice("gender_preference", ["A", "M", "F", "O"]) ?? "" : before.GenderPreference);
        if (body.Refused is null && wanted.MinAge > wanted.MaxAge)
            body.Refuse("max_age", DjangoWords.About(Errors.Words.TooSmall, wanted.MinAge));
        if (body.Refused is { } refused)
            return refused;
        return await ChangeAsync(http, services, "preferences", PersonalValues.Of(wanted), cancellationToken) ?? Ok(wanted, Json.WirePreferences);
    }

    private static int? Within(DjangoBody body, string field, int min, int max)
    {
        if (!body.Has(field) || body.Integer(field, required: false) is not { } number)
            return null;
        if (number < min)
            body.Refuse(field, DjangoWords.About(Errors.Words.TooSmall, min));
        else if (number > max)
            body.Refuse(field, DjangoWords.About(Errors.Words.TooLarge, max));
        return (int)Math.Clamp(number, min, max);
    }

    private static async Task<IResult> InterestsAsync(FortiFunServices services, CancellationToken cancellationToken) =>
        Ok(WireInterest.Of(await services.Interests.ListAsync(cancellationToken)), Json.WireInterestArray);

    private static async Task<IResult> ChooseAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken)
    {
        if (!(await BodyAsync(http)).TryGet(out var body, out var refusal))
            return Errors.Of(refusal);
        var ids = body.Integers("interest_ids");
        if (ids is null && body.Refused is null)
            body.Refuse("interest_ids", Errors.Words.Required);
        var all = (await services.Interests.ListAsync(cancellationToken)).ToDictionary(interest => interest.Id);
        foreach (var id in (ids ?? []).Where(id => !all.ContainsKey(id)).Take(5))
            body.Refuse("interest_ids", DjangoWords.About(Errors.Words.NoSuchKey, id));
        if (ids?.Distinct().Count() > InterestCatalog.MaxEach)
            body.Refuse("interest_ids", $"Pas plus de {InterestCatalog.MaxEach} centres d'intérêt.");
        if (body.Refused is { } refused)
            return refused;
        Interest[] chosen = [.. ids!.Distinct().Select(id => all[id])];
        return await ChangeAsync(http, services, "interests", PersonalValues.Of([.. chosen.Select(interest => interest.Name)]), cancellationToken) ?? Ok(WireInterest.Of(chosen), Json.WireInterestArray);
    }

    /// <returns>Null when it is stored.</returns>
    private static async Task<IResult?> ChangeAsync(HttpContext http, FortiFunServices services, string name, string value, CancellationToken cancellationToken)
    {
        var change = new ProfileChange { Personal = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value } };
        return (await services.Accounts.ChangeProfileAsync(http.Caller().Id, change, cancellationToken)).Refusal is { } refusal ? Errors.Of(refusal) : null;
    }

    private static async Task<IResult> PotentialAsync(HttpContext http, Candidates candidates, CancellationToken cancellationToken)
    {
        var found = await candidates.FindAsync(http.Caller(), http.Request.Query, Links.Of(http), cancellationToken);
        return await Paging.OfAsync(http, found, page => Task.FromResult(page.ToArray()), Json.WirePageWirePotential, Paging.SizeOf(http));
    }

    private static async Task<IResult> MatchesAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken)
    {
        var matches = await services.Likes.MatchesAsync(http.Caller().Id, MaxMatches, cancellationToken);
        return Paging.IsAsked(http)
            ? await Paging.OfAsync(http, matches, page => ShowAsync(http, page, services, cancellationToken), Json.WirePageWireMatch)
            : Ok(await ShowAsync(http, matches, services, cancellationToken), Json.WireMatchArray);
    }

    private static async Task<IResult> RecentAsync(HttpContext http, FortiFunServices services, CancellationToken cancellationToken) =>
        Ok(await ShowAsync(http, await services.Likes.MatchesAsync(http.Caller().Id, RecentMatches, cancellationToken), services, cancellationToken), Json.WireMatchArray);

    private static async Task<WireMatch[]> ShowAsync(HttpContext http, IReadOnlyList<PairMatch> matches, FortiFunServices services, CancellationToken cancellationToken)
    {
        if (matches.Count == 0)
            return [];
        var me = http.Caller();
        var people = (await services.AccountStore.FindManyAsync([.. matches.Select(match => match.Other(me.Id))], cancellationToken)).Where(user => !user.IsDeleted).ToDictionary(user => user.Id);
        var links = Links.Of(http);
        return [.. matches.Where(match => people.ContainsKey(match.Other(me.Id)))
            .Select(match => new WireMatch(match.Id, DjangoTime.Of(match.At), match.IsActive, services.Portraits.OfPotential(people[match.Other(me.Id)], me, links)))];
    }
}
