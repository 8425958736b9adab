using System.Text.Json.Serialization;

namespace Parlance.Dialects.Besage.Wire;

/// <summary>A chat as one of its participants sees it. Fixtures `chat__*`.</summary>
internal sealed record WireChat
{
    [JsonPropertyName("id"), JsonPropertyOrder(0)]
    public required long Id { get; init; }

    /// <summary>What it was named, else who else is in it.</summary>
    [JsonPropertyName("name"), JsonPropertyOrder(1)]
    public required string Name { get; init; }

    [JsonPropertyName("created_at"), JsonPropertyOrder(2)]
    public required string CreatedAt { get; init; }

    [JsonPropertyName("active"), JsonPropertyOrder(3)]
    public required bool Active { get; init; }

    [JsonPropertyName("participants"), JsonPropertyOrder(4)]
    public required WireParticipant[] Participants { get; init; }

    [JsonPropertyName("last_message"), JsonPropertyOrder(5)]
    public required WireMessage? LastMessage { get; init; }

    [JsonPropertyName("createdAt"), JsonPropertyOrder(6)]
    public string CreatedAtAgain => CreatedAt;

    /// <summary>When the last message was sent, or the chat made while there is none.</summary>
    [JsonPropertyName("updatedAt"), JsonPropertyOrder(7)]
    public string UpdatedAt => LastMessage?.SentAt ?? CreatedAt;

    [JsonPropertyName("isGroup"), JsonPropertyOrder(8)]
    public bool IsGroup => Participants.Length > 2;

    [JsonPropertyName("lastMessage"), JsonPropertyOrder(9), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WireMessage? LastMessageAgain => LastMessage;

    /// <summary>Null, never 0: a literal 0 ends the React Native client's list.</summary>
    [JsonPropertyName("unreadCount"), JsonPropertyOrder(10), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? UnreadCount { get; init; }

    /// <summary>What was done, where a chat is the answer to a change of its participants.</summary>
    [JsonPropertyName("detail"), JsonPropertyOrder(11), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }
}
