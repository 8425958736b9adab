using System.Text.Json.Serialization;
using Parlance.Core.Messages;

namespace Parlance.Dialects.ChatRooms.Wire;

/// <summary>Somebody's direct conversations, twice: as conversations and as the people at their other ends. Both latest first. Fixture `conversations`.</summary>
internal sealed record WireConversations(
    [property: JsonPropertyName("conversations")] IReadOnlyList<WireConversation> Conversations,
    [property: JsonPropertyName("contacts")] IReadOnlyList<WireContact> Contacts);

/// <param name="Participants">Keys of both, the asker first.</param>
/// <param name="LastMessage">Null when nothing is left of it for the asker.</param>
internal sealed record WireConversation(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("participants")] IReadOnlyList<string> Participants,
    [property: JsonPropertyName("lastMessage")] WireLastMessage? LastMessage,
    [property: JsonPropertyName("unreadCount")] long UnreadCount)
{
    /// <param name="self">The asker's key.</param>
    public static WireConversation Of(DirectEntry entry, string self) =>
        new(WireId.Of(entry.Conversation.Id), [self, entry.Other.Key], entry.Last is { } last ? WireLastMessage.Of(last) : null, entry.Unread);
}

internal sealed record WireLastMessage(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("content")] string Content,
    [property: JsonPropertyName("timestamp")] string Timestamp,
    [property: JsonPropertyName("sender_id")] string SenderId)
{
    public static WireLastMessage Of(Message m) => new(WireId.Of(m.Id), m.Content, WireTime.Of(m.SentAt), m.SenderKey);
}

/// <param name="Status">`online` or `offline`.</param>
/// <param name="LastSeen">Null when never.</param>
internal sealed record WireContact(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("avatar_url")] string? AvatarUrl,
    [property: JsonPropertyName("avatar_urls")] WireAvatars? AvatarUrls,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("lastSeen")] string? LastSeen,
    [property: JsonPropertyName("unread")] long Unread,
    [property: JsonPropertyName("conversation_id")] string ConversationId)
{
    public static WireContact Of(DirectEntry entry, bool isOnline, Links links) => new(
        entry.Other.Key, entry.Other.DisplayName, links.Absolute(entry.Other.AvatarUrl), WireAvatars.Of(entry.Other.AvatarUrls, links),
        isOnline ? "online" : "offline", entry.Other.LastSeenAt is { } seen ? WireTime.Of(seen) : null, entry.Unread, WireId.Of(entry.Conversation.Id));
}
