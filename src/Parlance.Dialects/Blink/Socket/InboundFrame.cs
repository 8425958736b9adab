using System.Text.Json;

namespace Parlance.Dialects.Blink.Socket;

internal enum FrameType
{
    Chat,
    Signal,
    Next,
}

/// <summary>A client's frame.</summary>
/// <param name="Content">The words of a chat, or a signal's payload as one JSON value, byte for byte as it came; else empty.</param>
internal readonly record struct InboundFrame(FrameType Type, string Content)
{
    /// <param name="json">Valid UTF-8.</param>
    /// <returns>False for all that this wire has no meaning for.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, out InboundFrame frame)
    {
        frame = default;
        var reader = new Utf8JsonReader(json);
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            reader.Read(); // throws when something follows
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
                return false;
            InboundFrame? read = type.GetString() switch
            {
                "chat" => Chat(root),
                "signal" when root.TryGetProperty("payload", out var payload) => new(FrameType.Signal, payload.GetRawText()),
                "next" => new(FrameType.Next, ""),
                _ => null,
            };
            frame = read.GetValueOrDefault();
            return read is not null;
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return false; // a text holds half a character
        }
    }

    /// <summary>Without `message` it says nothing, which is said all the same.</summary>
    private static InboundFrame? Chat(JsonElement root)
    {
        if (!root.TryGetProperty("message", out var message))
            return new InboundFrame(FrameType.Chat, "");
        return message.ValueKind == JsonValueKind.String ? new InboundFrame(FrameType.Chat, message.GetString()!) : null;
    }
}
