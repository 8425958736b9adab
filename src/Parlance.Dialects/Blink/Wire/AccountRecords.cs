using System.Text.Json.Serialization;

namespace Parlance.Dialects.Blink.Wire;

internal sealed record ReadyAnswer([property: JsonPropertyName("ok")] bool Ok);

/// <param name="Username">An e-mail address will do, too.</param>
internal sealed record TokenRequest(
    [property: JsonPropertyName("username"), JsonRequired] string Username,
    [property: JsonPropertyName("password"), JsonRequired] string Password);

internal sealed record TokenAnswer(
    [property: JsonPropertyName("refresh")] string Refresh,
    [property: JsonPropertyName("access")] string Access);

/// <param name="Id">The profile's on the original server; here a person has one id.</param>
internal sealed record MeAnswer(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("display_name")] string DisplayName,
    [property: JsonPropertyName("created_at")] string CreatedAt,
    [property: JsonPropertyName("user_id")] long UserId);
