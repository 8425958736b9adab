using System.Text.Json.Serialization;

namespace Parlance.Dialects.ChatRooms.Wire;

// The small answers, each with its fixture of the same name.

internal sealed record WelcomeAnswer(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("time")] string Time,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("docs")] string Docs,
    [property: JsonPropertyName("health")] string Health);

internal sealed record SignedInAnswer([property: JsonPropertyName("user")] WireUser User, [property: JsonPropertyName("token")] string Token);

/// <param name="Detail">For the other family whose client calls the same path (contracts C3).</param>
internal sealed record SignedOutAnswer(
    [property: JsonPropertyName("success")] bool Success,
    [property: JsonPropertyName("detail")] string Detail,
    [property: JsonPropertyName("message")] string Message);

internal sealed record SuccessAnswer([property: JsonPropertyName("success")] bool Success);

internal sealed record ProfileAnswer([property: JsonPropertyName("success")] bool Success, [property: JsonPropertyName("user")] WireUser User);

internal sealed record CountAnswer([property: JsonPropertyName("count")] long Count);

/// <param name="TotalSizeMb">Of all files, in units of 1,048,576 bytes.</param>
internal sealed record AvatarAnswer(
    [property: JsonPropertyName("success")] bool Success,
    [property: JsonPropertyName("avatar_urls")] WireAvatars AvatarUrls,
    [property: JsonPropertyName("avatar_url")] string AvatarUrl,
    [property: JsonPropertyName("total_size_mb")] double TotalSizeMb,
    [property: JsonPropertyName("filename")] string Filename,
    [property: JsonPropertyName("size_mb")] double SizeMb,
    [property: JsonPropertyName("message")] string Message);

internal sealed record AvatarDeletedAnswer([property: JsonPropertyName("success")] bool Success, [property: JsonPropertyName("message")] string Message);

/// <summary>The replaced server kept avatars at a content delivery network; this one keeps them itself.</summary>
internal sealed record AvatarHealthAnswer(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("bunny_net_configured")] bool BunnyNetConfigured,
    [property: JsonPropertyName("storage_zone")] string? StorageZone,
    [property: JsonPropertyName("cdn_hostname")] string? CdnHostname,
    [property: JsonPropertyName("timestamp")] string Timestamp);

internal sealed record JoinedAnswer(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("room_id")] string RoomId,
    [property: JsonPropertyName("user_id")] string UserId,
    [property: JsonPropertyName("message")] string Message);

internal sealed record ReadAnswer([property: JsonPropertyName("success")] bool Success, [property: JsonPropertyName("marked_count")] long MarkedCount);

internal sealed record MessageDeletedAnswer([property: JsonPropertyName("success")] bool Success, [property: JsonPropertyName("deleted")] bool Deleted);

internal sealed record ConversationDeletedAnswer([property: JsonPropertyName("success")] bool Success, [property: JsonPropertyName("messages_deleted")] long MessagesDeleted);
