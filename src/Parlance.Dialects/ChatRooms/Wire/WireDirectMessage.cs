using System.Text.Json.Serialization;
using Parlance.Core.Messages;

namespace Parlance.Dialects.ChatRooms.Wire;

/// <summary>A direct message: an answer of REST, the `message` of a frame `dm_message`, and (with a `type` in front) the frame `dm_sent`. Fixtures `dm__*`.</summary>
/// <param name="SenderAvatar">Absolute; null when the sender has none.</param>
/// <param name="Read">By the receiver.</param>
internal sealed record WireDirectMessage(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("conversation_id")] string ConversationId,
    [property: JsonPropertyName("sender_id")] string SenderId,
    [property: JsonPropertyName("sender_username")] string SenderUsername,
    [property: JsonPropertyName("sender_avatar")] string? SenderAvatar,
    [property: JsonPropertyName("receiver_id")] string ReceiverId,
    [property: JsonPropertyName("content")] string Content,
    [property: JsonPropertyName("read")] bool Read,
    [property: JsonPropertyName("timestamp")] string Timestamp)
{
    /// <param name="avatar">The sender's, absolute.</param>
    /// <param name="receiverKey">Of the other one of the two.</param>
    public static WireDirectMessage Of(Message m, string? avatar, string receiverKey, bool read) =>
        new(WireId.Of(m.Id), WireId.Of(m.Conversation), m.SenderKey, m.SenderName, avatar, receiverKey, m.Content, read, WireTime.Of(m.SentAt));
}
