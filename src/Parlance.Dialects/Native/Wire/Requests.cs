using System.Text.Json.Serialization;

namespace Parlance.Dialects.Native.Wire;

// Every field may be absent: the core names the one that is missing.

internal sealed record RegisterRequest(
    [property: JsonPropertyName("username")] string? Username,
    [property: JsonPropertyName("password")] string? Password,
    [property: JsonPropertyName("email")] string? Email,
    [property: JsonPropertyName("display_name")] string? DisplayName);

/// <param name="Username">Or the e-mail address.</param>
internal sealed record SignInRequest(
    [property: JsonPropertyName("username")] string? Username,
    [property: JsonPropertyName("password")] string? Password);

internal sealed record GuestRequest(
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("guest_key")] string? GuestKey);

internal sealed record UpgradeRequest(
    [property: JsonPropertyName("username")] string? Username,
    [property: JsonPropertyName("password")] string? Password,
    [property: JsonPropertyName("email")] string? Email);

internal sealed record RefreshRequest([property: JsonPropertyName("refresh_token")] string? RefreshToken);

internal sealed record SignOutRequest([property: JsonPropertyName("everywhere")] bool? Everywhere);

internal sealed record PasswordRequest(
    [property: JsonPropertyName("current_password")] string? CurrentPassword,
    [property: JsonPropertyName("new_password")] string? NewPassword);

/// <summary>Null or absent leaves a field alone, an empty string clears it.</summary>
internal sealed record ProfileRequest(
    [property: JsonPropertyName("display_name")] string? DisplayName,
    [property: JsonPropertyName("bio")] string? Bio,
    [property: JsonPropertyName("avatar_url")] string? AvatarUrl,
    [property: JsonPropertyName("email")] string? Email);
