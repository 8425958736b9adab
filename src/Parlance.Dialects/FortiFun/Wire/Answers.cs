using System.Text.Json.Serialization;

namespace Parlance.Dialects.FortiFun.Wire;

internal sealed record DetailAnswer([property: JsonPropertyName("detail")] string Detail);

internal sealed record SignedInAnswer(
    [property: JsonPropertyName("user")] WireOwner User,
    [property: JsonPropertyName("access")] string Access,
    [property: JsonPropertyName("refresh")] string Refresh);

internal sealed record RefreshedAnswer(
    [property: JsonPropertyName("access")] string Access,
    [property: JsonPropertyName("refresh")] string Refresh,
    [property: JsonPropertyName("user")] WireOwner User);

internal sealed record TokensAnswer([property: JsonPropertyName("refresh")] string Refresh, [property: JsonPropertyName("access")] string Access);

internal sealed record RegisteredAnswer(
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("email")] string Email,
    [property: JsonPropertyName("first_name")] string FirstName,
    [property: JsonPropertyName("last_name")] string LastName);

internal sealed record PictureAnswer(
    [property: JsonPropertyName("detail")] string Detail,
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("filename")] string Filename,
    [property: JsonPropertyName("processed")] bool Processed,
    [property: JsonPropertyName("original_info")] PictureInfo OriginalInfo);

internal sealed record PictureInfo(
    [property: JsonPropertyName("format")] string Format,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("width")] long? Width,
    [property: JsonPropertyName("height")] long? Height);

internal sealed record UploadedAnswer([property: JsonPropertyName("detail")] string Detail, [property: JsonPropertyName("url")] string Url);
