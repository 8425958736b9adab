using System.Text.Json.Serialization;

namespace Parlance.Dialects.Besage.Wire;

/// <summary>How far one receiver has got with one message.</summary>
/// <param name="Id">Made of message and user: <see cref="WireIds"/>.</param>
/// <param name="Status">`sent`, `delivered` or `read`.</param>
internal sealed record WireStatus(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("receiver")] WireUserMin Receiver,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("updated_at")] string UpdatedAt);

/// <summary>A message as REST shows it.</summary>
/// <param name="Content">Empty when it was deleted.</param>
/// <param name="Status">The lowest of <paramref name="Statuses"/>; `sent` when there are none.</param>
internal sealed record WireMessage(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("chat")] long Chat,
    [property: JsonPropertyName("sender")] WireUserMin Sender,
    [property: JsonPropertyName("content")] string Content,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("sent_at")] string SentAt,
    [property: JsonPropertyName("statuses")] WireStatus[] Statuses);

/// <summary>A message as the sockets show it: what the original sent for messages of sockets and for those of REST, together.</summary>
internal sealed record WireSocketMessage(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("content")] string Content,
    [property: JsonPropertyName("sender_id")] long SenderId,
    [property: JsonPropertyName("sender_username")] string SenderUsername,
    [property: JsonPropertyName("sender_profile_img")] string? SenderProfileImage,
    [property: JsonPropertyName("sent_at")] string SentAt,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("chat")] long Chat,
    [property: JsonPropertyName("sender")] WireUserMin Sender,
    [property: JsonPropertyName("statuses")] WireStatus[] Statuses)
{
    public static WireSocketMessage Of(WireMessage m) =>
        new(m.Id, m.Content, m.Sender.Id, m.Sender.Username, m.Sender.ProfileImage, m.SentAt, m.Status, m.Chat, m.Chat, m.Sender, m.Statuses);
}

/// <param name="Id">Made of message and user: <see cref="WireIds"/>.</param>
internal sealed record WireReaction(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("message")] long Message,
    [property: JsonPropertyName("user")] long User,
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("reacted_at")] string ReactedAt);
