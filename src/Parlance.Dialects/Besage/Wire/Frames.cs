using System.Text.Json.Serialization;

namespace Parlance.Dialects.Besage.Wire;

// What the sockets say. `chat.event` is the seed contract's word for all but messages; frames without it are what the React Native client listens for.

internal sealed record ChatMessageFrame([property: JsonPropertyName("message"), JsonPropertyOrder(1)] WireSocketMessage Message)
{
    [JsonPropertyName("type"), JsonPropertyOrder(0)]
    public string Type => "chat_message";
}

/// <summary>`chat.event` of one kind; fields that the kind does not have are left out.</summary>
internal sealed record EventFrame([property: JsonPropertyName("event"), JsonPropertyOrder(1)] string Event)
{
    [JsonPropertyName("type"), JsonPropertyOrder(0)]
    public string Type => "chat.event";

    [JsonPropertyName("message_id"), JsonPropertyOrder(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? MessageId { get; init; }

    [JsonPropertyName("user_id"), JsonPropertyOrder(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? UserId { get; init; }

    [JsonPropertyName("username"), JsonPropertyOrder(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Username { get; init; }

    [JsonPropertyName("chat_id"), JsonPropertyOrder(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ChatId { get; init; }

    [JsonPropertyName("status"), JsonPropertyOrder(6), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Status { get; init; }

    [JsonPropertyName("content"), JsonPropertyOrder(7), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Content { get; init; }

    [JsonPropertyName("reaction"), JsonPropertyOrder(8), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reaction { get; init; }

    [JsonPropertyName("added"), JsonPropertyOrder(9), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Added { get; init; }

    [JsonPropertyName("participants"), JsonPropertyOrder(10), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WireParticipant[]? Participants { get; init; }

    [JsonPropertyName("chat"), JsonPropertyOrder(11), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WireChat? Chat { get; init; }

    [JsonPropertyName("message"), JsonPropertyOrder(12), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WireSocketMessage? Message { get; init; }
}

/// <param name="Chat">A string: the client compares it with its route's parameter.</param>
internal sealed record ClientMessage(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("chat")] string Chat,
    [property: JsonPropertyName("content")] string Content,
    [property: JsonPropertyName("sent_at")] string SentAt,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("sender")] WireUserMin Sender);

internal sealed record ClientMessageFrame([property: JsonPropertyName("message"), JsonPropertyOrder(1)] ClientMessage Message)
{
    [JsonPropertyName("type"), JsonPropertyOrder(0)]
    public string Type => "message";
}

internal sealed record ClientStatusFrame(
    [property: JsonPropertyName("messageId"), JsonPropertyOrder(1)] long MessageId,
    [property: JsonPropertyName("status"), JsonPropertyOrder(2)] string Status,
    [property: JsonPropertyName("chatId"), JsonPropertyOrder(3)] string ChatId,
    [property: JsonPropertyName("userId"), JsonPropertyOrder(4)] long UserId)
{
    [JsonPropertyName("type"), JsonPropertyOrder(0)]
    public string Type => "message_status";
}

internal sealed record ClientTypingFrame(
    [property: JsonPropertyName("chatId"), JsonPropertyOrder(1)] string ChatId,
    [property: JsonPropertyName("userId"), JsonPropertyOrder(2)] long UserId)
{
    [JsonPropertyName("type"), JsonPropertyOrder(0)]
    public string Type => "typing";
}

internal sealed record ClientChatFrame([property: JsonPropertyName("chat"), JsonPropertyOrder(1)] WireChat Chat)
{
    [JsonPropertyName("type"), JsonPropertyOrder(0)]
    public string Type => "new_chat";
}

internal sealed record ClientParticipantsFrame(
    [property: JsonPropertyName("chatId"), JsonPropertyOrder(1)] string ChatId,
    [property: JsonPropertyName("participants"), JsonPropertyOrder(2)] WireParticipant[] Participants)
{
    [JsonPropertyName("type"), JsonPropertyOrder(0)]
    public string Type => "participants_updated";
}

internal sealed record WelcomeFrame([property: JsonPropertyName("message"), JsonPropertyOrder(1)] string Message)
{
    [JsonPropertyName("type"), JsonPropertyOrder(0)]
    public string Type => "connection_established";
}

/// <summary>An addition: why a message was not sent.</summary>
internal sealed record ErrorFrame(
    [property: JsonPropertyName("code"), JsonPropertyOrder(1)] string Code,
    [property: JsonPropertyName("message"), JsonPropertyOrder(2)] string Message)
{
    [JsonPropertyName("type"), JsonPropertyOrder(0)]
    public string Type => "error";
}
