using System.Text.Json.Serialization;

namespace Parlance.Dialects.Django.Wire;

/// <param name="Email">May be absent or blank.</param>
/// <param name="Password2">When it is sent it must match, and the password must pass Django's four checks.</param>
internal sealed record RegisterRequest(
    [property: JsonPropertyName("username"), JsonRequired] string Username,
    [property: JsonPropertyName("password"), JsonRequired] string Password,
    [property: JsonPropertyName("email")] string? Email,
    [property: JsonPropertyName("password2")] string? Password2);

/// <summary>What two families' clients look for, together (contracts C2).</summary>
internal sealed record RegisteredAnswer(
    [property: JsonPropertyName("user_id")] long UserId,
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("user")] WireUser User,
    [property: JsonPropertyName("refresh")] string Refresh,
    [property: JsonPropertyName("access")] string Access);

internal sealed record RefreshRequest([property: JsonPropertyName("refresh"), JsonRequired] string Refresh);

internal sealed record TokensAnswer(
    [property: JsonPropertyName("access")] string Access,
    [property: JsonPropertyName("refresh")] string Refresh);

internal sealed record LoggedOutAnswer(
    [property: JsonPropertyName("success")] bool Success,
    [property: JsonPropertyName("detail")] string Detail,
    [property: JsonPropertyName("message")] string Message);
