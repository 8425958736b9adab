using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parlance.Client;

/// <summary>A queued message that the server has not acknowledged.</summary>
public sealed record PendingMessage
{
    /// <summary>The same on every attempt, so that the server stores the message once.</summary>
    public string ClientId { get; init; } = "";

    [JsonConverter(typeof(ConversationRefJson))]
    public ConversationRef Conversation { get; init; }

    public string Content { get; init; } = "";

    public SendOptions? Options { get; init; }

    /// <summary>Grows with every message queued: the order of sending.</summary>
    public long Number { get; init; }

    /// <summary>By this device's clock.</summary>
    public DateTimeOffset QueuedAt { get; init; }

    /// <summary>Set when the server refused it for good: it waits for `Retry` or `DiscardAsync`.</summary>
    public MessageRefusal? Refusal { get; init; }
}

/// <summary>Why a message was not stored.</summary>
/// <param name="Code">Of the native wire, or `too_large`.</param>
public sealed record MessageRefusal(string Code, string Message, string? Remedy);

/// <summary>A number or a key, as on the wire.</summary>
internal sealed class ConversationRefJson : JsonConverter<ConversationRef>
{
    public override ConversationRef Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : reader.GetInt64();

    public override void Write(Utf8JsonWriter writer, ConversationRef value, JsonSerializerOptions options)
    {
        if (value.Key is { } key)
            writer.WriteStringValue(key);
        else
            writer.WriteNumberValue(value.Id);
    }
}
