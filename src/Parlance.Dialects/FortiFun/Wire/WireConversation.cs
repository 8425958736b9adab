using System.Text.Json.Serialization;
using Parlance.Core.Messages;
using Parlance.Dialects.Django;

namespace Parlance.Dialects.FortiFun.Wire;

/// <summary>A message. Fixture `answer_message`.</summary>
/// <param name="IsRead">The one of the two who did not write it has read it.</param>
/// <param name="IsReadByRecipient">The same under another name: in a conversation of two there is one recipient.</param>
internal sealed record WireMessage(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("conversation")] long Conversation,
    [property: JsonPropertyName("sender")] WireUserMin Sender,
    [property: JsonPropertyName("content")] string Content,
    [property: JsonPropertyName("created_at")] string CreatedAt,
    [property: JsonPropertyName("is_read")] bool IsRead,
    [property: JsonPropertyName("attachment")] string? Attachment,
    [property: JsonPropertyName("is_read_by_recipient")] bool IsReadByRecipient)
{
    public static WireMessage Of(Message m, WireUserMin sender, bool isRead, Links links) => new(
        m.Id.Value, m.Conversation.Value, sender, m.Content, DjangoTime.Of(m.SentAt), isRead, m.Attachments.Count == 0 ? null : links.Absolute(m.Attachments[0].Url), isRead);
}

/// <summary>A conversation of two. Fixture `answer_conversation`.</summary>
internal sealed record WireConversation(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("participants")] IReadOnlyList<WireUserMin> Participants,
    [property: JsonPropertyName("created_at")] string CreatedAt,
    [property: JsonPropertyName("updated_at")] string UpdatedAt,
    [property: JsonPropertyName("is_active")] bool IsActive,
    [property: JsonPropertyName("last_message")] WireMessage? LastMessage,
    [property: JsonPropertyName("unread_count")] long UnreadCount);

/// <summary>A page of a list, where `?page=` asked for one. Fixture `answer_page`.</summary>
internal sealed record WirePage<T>(
    [property: JsonPropertyName("count")] long Count,
    [property: JsonPropertyName("next")] string? Next,
    [property: JsonPropertyName("previous")] string? Previous,
    [property: JsonPropertyName("results")] IReadOnlyList<T> Results);
