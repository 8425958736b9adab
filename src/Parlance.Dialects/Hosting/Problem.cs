using System.Text.Json.Serialization;

namespace Parlance.Dialects.Hosting;

/// <summary>How a failed request is described in the API document; <see cref="ErrorBody"/> writes it.</summary>
/// <param name="Code">Stable: `not_found`. docs/wire/native.md lists them all.</param>
/// <param name="Detail">The same as message, under its RFC 9457 name.</param>
/// <param name="Remedy">What the caller can do about it.</param>
public sealed record Problem(string Type, string Title, int Status, string Detail, string Code, string Message, string Remedy)
{
    /// <summary>The field that is wrong.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Field { get; init; }

    /// <summary>Present where waiting helps.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? RetryAfterMs { get; init; }

    /// <summary>With 422: each thing that is wrong with the body.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FieldError>? Errors { get; init; }
}
