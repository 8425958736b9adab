using System.Text.Json.Serialization;
using Parlance.Dialects.Hosting;

namespace Parlance.Dialects.Django.Wire;

/// <summary>How a failed request of these families is described in the API document; <see cref="DjangoAnswer"/> writes it. Each field that is wrong stands in it, too, under its own name.</summary>
/// <param name="Code">`token_not_valid`, `user_not_found`, or what docs/wire/native.md lists.</param>
/// <param name="Message">Equal to <paramref name="Detail"/>.</param>
[FieldTexts]
internal sealed record DjangoProblem(
    [property: JsonPropertyName("detail")] string Detail,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("remedy")] string Remedy)
{
    [JsonPropertyName("field"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Field { get; init; }

    [JsonPropertyName("retry_after_ms"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? RetryAfterMs { get; init; }

    /// <summary>With a bad access token.</summary>
    [JsonPropertyName("messages"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TokenMessage>? Messages { get; init; }
}

internal sealed record TokenMessage(
    [property: JsonPropertyName("token_class")] string TokenClass,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("message")] string Message);
