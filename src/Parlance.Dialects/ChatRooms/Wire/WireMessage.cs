using System.Collections.Frozen;
using System.Text.Json.Serialization;
using Parlance.Core.Messages;

namespace Parlance.Dialects.ChatRooms.Wire;

/// <summary>A message of a room: an answer of REST and, the very same, a frame of the socket. Fixtures `message__*`.</summary>
/// <param name="Avatar">Absolute; null when the sender has none.</param>
/// <param name="AvatarUrl">Equal to <paramref name="Avatar"/>: one half of the clients reads this name, the other half that one.</param>
/// <param name="Type">`message` for text, else the kind it was stored with.</param>
internal sealed record WireMessage(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("room_id")] string RoomId,
    [property: JsonPropertyName("user_id")] string UserId,
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("content")] string Content,
    [property: JsonPropertyName("avatar")] string? Avatar,
    [property: JsonPropertyName("avatar_url")] string? AvatarUrl,
    [property: JsonPropertyName("timestamp")] string Timestamp,
    [property: JsonPropertyName("type")] string Type)
{
    /// <param name="avatar">The sender's, absolute.</param>
    public static WireMessage Of(Message m, string? avatar) =>
        new(WireId.Of(m.Id), m.ConversationKey, m.SenderKey, m.SenderName, m.Content, avatar, avatar, WireTime.Of(m.SentAt), TypeOf(m.Kind));

    /// <summary>What the socket's own frames are called. A message must not pass for one: what people post decides its kind.</summary>
    private static readonly FrozenSet<string> FrameTypes = FrozenSet.ToFrozenSet(
    [
        "message", "user_joined", "user_left", "room_state", "active-broadcasts", "typing_start", "typing_stop", "ping", "pong", "keep_alive", "profile_updated",
        "avatar_updated", "webrtc-signal", "broadcast-started", "broadcast-stopped", "error", "dm_message", "dm_sent", "dm_typing", "dm_read", "live_stream_created",
    ], StringComparer.Ordinal);

    /// <summary>`message` for text and for every kind that is the name of a frame; any other kind as it is.</summary>
    public static string TypeOf(string kind) => kind == "text" || FrameTypes.Contains(kind) ? "message" : kind;

    /// <summary>The kind under which a message of that type is stored; null, empty and names of frames are text.</summary>
    public static string KindOf(string? type) => string.IsNullOrEmpty(type) || FrameTypes.Contains(type) ? "text" : type;
}
