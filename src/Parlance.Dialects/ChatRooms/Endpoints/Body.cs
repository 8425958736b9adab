using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Parlance.Core;
using Parlance.Dialects.ChatRooms.Wire;
using Parlance.Dialects.Hosting;

namespace Parlance.Dialects.ChatRooms.Endpoints;

/// <summary>What the endpoints share: from body to record, from record to answer.</summary>
internal static class Body
{
    public static readonly ChatRoomsJson Json = ChatRoomsJson.Default;

    /// <summary>Reads one JSON object; what is wrong with it is for <see cref="ChatRoomsErrors.OfBody"/>.</summary>
    public static ValueTask<Outcome<T>> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type, T? whenEmpty = null, int maxBytes = JsonBody.DefaultMaxBytes)
        where T : class => JsonBody.ReadAsync(http.Request, type, maxBytes, whenEmpty);

    public static IResult Ok<T>(T answer, JsonTypeInfo<T> type) => TypedResults.Json(answer, type);

    /// <summary>Reads a number from the query leniently: nothing and nonsense are <paramref name="whenAbsent"/>, what is too small or large is clamped.</summary>
    public static int Number(string? text, int whenAbsent, int min, int max) =>
        long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? (int)Math.Clamp(number, min, max)
            : whenAbsent;

    /// <summary>What the document at `/openapi.json` says of an endpoint.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string tag, string summary) =>
        endpoint.WithTags(tag).WithSummary(summary);
}
