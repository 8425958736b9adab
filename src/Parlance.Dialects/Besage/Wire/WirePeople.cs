using System.Text.Json.Serialization;

namespace Parlance.Dialects.Besage.Wire;

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
