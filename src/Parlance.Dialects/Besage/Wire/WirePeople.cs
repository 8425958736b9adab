using System.Text.Json.Serialization;

namespace Parlance.Dialects.Besage.Wire;

/// <summary>A person. Fixtures `user__*`.</summary>
/// <param name="Email">The owner's alone; empty for everybody else (contracts R3).</param>
/// <param name="UpdatedAt">Equal to <paramref name="CreatedAt"/>: when a profile last changed is not kept.</param>
/// <param name="ProfileImageAgain">Equal to <paramref name="ProfileImage"/>, under the name that the React Native client reads.</param>
internal sealed record WireUser(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("email")] string Email,
    [property: JsonPropertyName("profile_img")] string? ProfileImage,
    [property: JsonPropertyName("created_at")] string CreatedAt,
    [property: JsonPropertyName("updated_at")] string UpdatedAt,
    [property: JsonPropertyName("profileImage")] string? ProfileImageAgain);

internal sealed record WireUserMin(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("profile_img")] string? ProfileImage);

/// <summary>Somebody in a chat; the second half repeats the first for the React Native client.</summary>
/// <param name="Id">Made of chat and user: <see cref="WireIds"/>.</param>
internal sealed record WireParticipant(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("chat")] long Chat,
    [property: JsonPropertyName("user")] WireUserMin User,
    [property: JsonPropertyName("joined_at")] string JoinedAt,
    [property: JsonPropertyName("userId")] long UserId,
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("profileImage")] string? ProfileImage,
    [property: JsonPropertyName("isOnline")] bool IsOnline);
