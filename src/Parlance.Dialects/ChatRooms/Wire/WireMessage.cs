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

    public static string TypeOf(string kind) => kind == "text" ? "message" : kind;

    /// <summary>The kind under which a message of that type is stored; null and empty are text.</summary>
    public static string KindOf(string? type) => type is null or "" or "message" ? "text" : type;
}
