using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parlance.Dialects.ChatRooms.Wire;

// What clients send. Every field may be absent or null; the endpoints say which they need. Fixtures `request_*`.

internal sealed record SignupRequest(
    [property: JsonPropertyName("username")] string? Username,
    [property: JsonPropertyName("password")] string? Password,
    [property: JsonPropertyName("email")] string? Email);

internal sealed record LoginRequest(
    [property: JsonPropertyName("username")] string? Username,
    [property: JsonPropertyName("password")] string? Password);

internal sealed record CreateUserRequest([property: JsonPropertyName("username")] string? Username);

internal sealed record PasswordRequest([property: JsonPropertyName("new_password")] string? NewPassword);

/// <summary>Null and absent leave a field alone, empty clears it.</summary>
internal sealed record ProfileRequest
{
    [JsonPropertyName("display_name")]
    public string? DisplayName { get; init; }

    [JsonPropertyName("username")]
    public string? Username { get; init; }

    [JsonPropertyName("bio")]
    public string? Bio { get; init; }

    [JsonPropertyName("email")]
    public string? Email { get; init; }

    [JsonPropertyName("avatar_url")]
    public string? AvatarUrl { get; init; }

    [JsonPropertyName("avatar_urls")]
    public AvatarUrlsRequest? AvatarUrls { get; init; }

    // The fields of ProfileDetails.

    [JsonPropertyName("profile_video_url")]
    public string? ProfileVideoUrl { get; init; }

    [JsonPropertyName("profile_audio_url")]
    public string? ProfileAudioUrl { get; init; }

    [JsonPropertyName("accent_color")]
    public string? AccentColor { get; init; }

    [JsonPropertyName("banner_color")]
    public string? BannerColor { get; init; }

    [JsonPropertyName("name_font")]
    public string? NameFont { get; init; }

    [JsonPropertyName("bio_font")]
    public string? BioFont { get; init; }

    [JsonPropertyName("about_font")]
    public string? AboutFont { get; init; }

    [JsonPropertyName("banner_media_url")]
    public string? BannerMediaUrl { get; init; }

    [JsonPropertyName("banner_media_type")]
    public string? BannerMediaType { get; init; }

    [JsonPropertyName("about_text")]
    public string? AboutText { get; init; }
}

internal sealed record AvatarUrlsRequest(
    [property: JsonPropertyName("thumbnail")] string? Thumbnail,
    [property: JsonPropertyName("small")] string? Small,
    [property: JsonPropertyName("medium")] string? Medium,
    [property: JsonPropertyName("large")] string? Large);

/// <summary>Of any type at all: a room is clamped into shape rather than refused, since a client whose creation fails invents a room of its own.</summary>
internal sealed record CreateRoomRequest
{
    [JsonPropertyName("name")]
    public JsonElement Name { get; init; }

    [JsonPropertyName("thumbnail_url")]
    public JsonElement ThumbnailUrl { get; init; }

    [JsonPropertyName("category")]
    public JsonElement Category { get; init; }

    [JsonPropertyName("description")]
    public JsonElement Description { get; init; }

    [JsonPropertyName("tags")]
    public JsonElement Tags { get; init; }

    [JsonPropertyName("privacy")]
    public JsonElement Privacy { get; init; }

    [JsonPropertyName("max_members")]
    public JsonElement MaxMembers { get; init; }

    [JsonPropertyName("maxMembers")]
    public JsonElement MaxMembersAgain { get; init; }

    [JsonPropertyName("password")]
    public JsonElement Password { get; init; }

    [JsonPropertyName("created_by")]
    public JsonElement CreatedBy { get; init; }

    [JsonPropertyName("createdBy")]
    public JsonElement CreatedByAgain { get; init; }

    /// <summary>An object with `id` and `username`.</summary>
    [JsonPropertyName("host")]
    public JsonElement Host { get; init; }
}

internal sealed record VerifyPasswordRequest([property: JsonPropertyName("password")] string? Password);

/// <param name="AvatarUrl">May be a `data:` URL, which is passed over.</param>
internal sealed record JoinRequest(
    [property: JsonPropertyName("user_id")] string? UserId,
    [property: JsonPropertyName("username")] string? Username,
    [property: JsonPropertyName("avatar_url")] string? AvatarUrl,
    [property: JsonPropertyName("password")] string? Password);

internal sealed record PostMessageRequest(
    [property: JsonPropertyName("user_id")] string? UserId,
    [property: JsonPropertyName("content")] string? Content,
    [property: JsonPropertyName("username")] string? Username,
    [property: JsonPropertyName("avatar_url")] string? AvatarUrl,
    [property: JsonPropertyName("type")] string? Type);

internal sealed record PostDirectRequest(
    [property: JsonPropertyName("sender_id")] string? SenderId,
    [property: JsonPropertyName("receiver_id")] string? ReceiverId,
    [property: JsonPropertyName("content")] string? Content);

/// <summary>Who does something to what the path names.</summary>
internal sealed record ActingRequest([property: JsonPropertyName("user_id")] string? UserId)
{
    public static readonly ActingRequest Nobody = new((string?)null);
}
