using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Parlance.Core;
using Parlance.Dialects.Besage.Wire;
using Parlance.Dialects.Django;

namespace Parlance.Dialects.Besage.Endpoints;

/// <summary>What the endpoints share: reading what clients send, writing answers.</summary>
internal static class Body
{
    /// <summary>A message of the longest content, every character escaped.</summary>
    public const int MaxMessageBytes = 256 * 1024;

    public static readonly BesageJson Json = BesageJson.Default;

    public static ValueTask<Outcome<DjangoBody>> ReadAsync(HttpContext http, int maxBytes = Hosting.JsonBody.DefaultMaxBytes, int maxFileBytes = 0) =>
        DjangoBody.ReadAsync(http, BesageErrors.Errors, maxBytes, maxFileBytes);

    public static IResult Ok<T>(T answer, JsonTypeInfo<T> type) => TypedResults.Json(answer, type);

    public static IResult Created<T>(T answer, JsonTypeInfo<T> type) => TypedResults.Json(answer, type, statusCode: StatusCodes.Status201Created);

    /// <summary>200 with a sentence: this wire's clients cannot read an answer without a body.</summary>
    public static IResult Done(string detail) => Ok(new DoneAnswer(detail), Json.DoneAnswer);

    /// <summary>An id as it stands in a path or query; null for what is none.</summary>
    public static long? Id(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id is > 0 and < 1L << 53 ? id : null;

    public static ConversationId? ChatId(string? text) => Id(text) is { } id ? new ConversationId(id) : null;

    public static MessageId? MessageId(string? text) => Id(text) is { } id ? new MessageId(id) : null;
}
