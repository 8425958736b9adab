using System.Text.Json.Serialization;

namespace Parlance.Dialects.FortiFun.Wire;

// What the API document shows of the bodies. The endpoints read them field by field (DjangoBody), which also takes forms and numbers in strings.

internal sealed record RegisterRequest(
    [property: JsonPropertyName("email"), JsonRequired] string Email,
    [property: JsonPropertyName("password"), JsonRequired] string Password,
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("first_name")] string? FirstName,
    [property: JsonPropertyName("last_name")] string? LastName);

internal sealed record LoginRequest([property: JsonPropertyName("email"), JsonRequired] string Email, [property: JsonPropertyName("password"), JsonRequired] string Password);

internal sealed record TokenRequest([property: JsonPropertyName("username"), JsonRequired] string Username, [property: JsonPropertyName("password"), JsonRequired] string Password);

internal sealed record RefreshRequest([property: JsonPropertyName("refresh"), JsonRequired] string Refresh);

internal sealed record LogoutRequest([property: JsonPropertyName("refresh")] string? Refresh);

internal sealed record OldRegisterRequest(
    [property: JsonPropertyName("username"), JsonRequired] string Username,
    [property: JsonPropertyName("email"), JsonRequired] string Email,
    [property: JsonPropertyName("password"), JsonRequired] string Password,
    [property: JsonPropertyName("password2"), JsonRequired] string Password2,
    [property: JsonPropertyName("first_name")] string? FirstName,
    [property: JsonPropertyName("last_name")] string? LastName);

internal sealed record ProfileRequest(
    [property: JsonPropertyName("first_name")] string? FirstName,
    [property: JsonPropertyName("last_name")] string? LastName,
    [property: JsonPropertyName("email")] string? Email,
    [property: JsonPropertyName("username")] string? Username,
    [property: JsonPropertyName("bio")] string? Bio,
    [property: JsonPropertyName("date_of_birth")] string? DateOfBirth,
    [property: JsonPropertyName("phone_number")] string? PhoneNumber,
    [property: JsonPropertyName("location")] string? Location,
    [property: JsonPropertyName("latitude")] double? Latitude,
    [property: JsonPropertyName("longitude")] double? Longitude,
    [property: JsonPropertyName("interests")] IReadOnlyList<string>? Interests);

internal sealed record ChangePasswordRequest(
    [property: JsonPropertyName("old_password"), JsonRequired] string OldPassword,
    [property: JsonPropertyName("new_password"), JsonRequired] string NewPassword,
    [property: JsonPropertyName("new_password2"), JsonRequired] string NewPassword2);

internal sealed record StartConversationRequest(
    [property: JsonPropertyName("participant_id"), JsonRequired] long ParticipantId,
    [property: JsonPropertyName("message"), JsonRequired] string Message);

/// <param name="Attachment">The address of a file uploaded before; in a form, the file itself.</param>
internal sealed record PostMessageRequest(
    [property: JsonPropertyName("content"), JsonRequired] string Content,
    [property: JsonPropertyName("conversation")] long? Conversation,
    [property: JsonPropertyName("attachment")] string? Attachment);

internal sealed record EditMessageRequest([property: JsonPropertyName("content"), JsonRequired] string Content);

internal sealed record AboutUserRequest([property: JsonPropertyName("user_id"), JsonRequired] long UserId);

internal sealed record PreferencesRequest(
    [property: JsonPropertyName("min_age")] int? MinAge,
    [property: JsonPropertyName("max_age")] int? MaxAge,
    [property: JsonPropertyName("max_distance")] int? MaxDistance,
    [property: JsonPropertyName("gender_preference")] string? GenderPreference);

internal sealed record InterestsRequest([property: JsonPropertyName("interest_ids"), JsonRequired] IReadOnlyList<long> InterestIds);

internal sealed record DeviceTokenRequest(
    [property: JsonPropertyName("token"), JsonRequired] string Token,
    [property: JsonPropertyName("platform")] string? Platform);
