using System.Globalization;
using System.Text.Json;

namespace Parlance.Dialects.FortiFun.Socket;

/// <summary>A client's frame. Only what a frame of its type uses is judged, so each field that cannot be read says so for itself.</summary>
internal sealed record InboundFrame(string? Type)
{
    private const string Broken = "";

    /// <summary>Absent or null: null. Not an id: <see cref="NoId"/>.</summary>
    public long? Conversation { get; init; }

    public long? Message { get; init; }

    /// <summary>False when absent; null when it is no boolean.</summary>
    public bool? IsTyping { get; init; }

    /// <summary>The JSON value of `timestamp` as it came; null when absent.</summary>
    public string? Timestamp { get; init; }

    /// <summary>`content`, in `chat_message` `message`; null when absent or no string.</summary>
    public string? Text { get; init; }

    public const long NoId = -1;

    /// <param name="json">Valid UTF-8.</param>
    /// <param name="isJson">When false is returned: it was JSON, but no object with a type that is a string.</param>
    public static bool TryRead(ReadOnlySpan<byte> json, out InboundFrame frame, out bool isJson)
    {
        frame = new InboundFrame((string?)null);
        isJson = false;
        var reader = new Utf8JsonReader(json);
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            reader.Read(); // throws when something follows
            isJson = true;
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return false;
            var type = Find(root, "type") is { } named ? TextOf(named) ?? Broken : null;
            frame = new InboundFrame(type)
            {
                Conversation = IdOf(root, "conversation_id"),
                Message = IdOf(root, "message_id"),
                IsTyping = Find(root, "is_typing") is { } typing ? typing.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null } : false,
                Timestamp = root.TryGetProperty("timestamp", out var timestamp) ? timestamp.GetRawText() : null,
                Text = Find(root, type == "chat_message" ? "message" : "content") is { } text ? TextOf(text) : null,
            };
            return type != Broken;
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return false; // a name holds half a character
        }
    }

    private static JsonElement? Find(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static long? IdOf(JsonElement root, string name)
    {
        if (Find(root, name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number))
            return number > 0 ? number : NoId;
        return value.ValueKind == JsonValueKind.String && long.TryParse(TextOf(value), NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0 ? number : NoId;
    }

    /// <returns>Null for what is no string, or holds half a character.</returns>
    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
