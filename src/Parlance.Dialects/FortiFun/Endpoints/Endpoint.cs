using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Dialects.Django;
using Parlance.Dialects.FortiFun.Wire;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Dialects.FortiFun.Endpoints;

/// <summary>What the endpoints share.</summary>
internal static class Endpoint
{
    public static readonly FortiFunJson Json = FortiFunJson.Default;

    public static readonly DjangoErrors Errors = FortiFunWords.Errors;

    public static IResult Ok<T>(T answer, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) => TypedResults.Json(answer, type, statusCode: status);

    public static IResult Detail(string text) => Ok(new DetailAnswer(text), Json.DetailAnswer);

    /// <summary>The caller, of an endpoint behind a token.</summary>
    public static User Caller(this HttpContext http) => http.Identity().User;

    public static ValueTask<Outcome<DjangoBody>> BodyAsync(HttpContext http, int maxFileBytes = 0) => DjangoBody.ReadAsync(http, Errors, maxFileBytes: maxFileBytes);

    /// <summary>From a segment of a path; anything but a number above 0 is the id of nothing.</summary>
    public static bool TryId(string text, out long id) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id is > 0 and < 1L << 53;

    /// <summary>What the document at `/openapi.json` says of an endpoint.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string tag, string summary) => endpoint.WithTags($"FortiFun: {tag}").WithSummary(summary);
}
