using System.Text.Json;

namespace Parlance.Dialects.Besage.Socket;

/// <summary>What one pass over a client's frame finds. Who it is from is whoever the socket's token proves.</summary>
/// <param name="Message">Null when there is none, or no string, or one with half a character.</param>
internal readonly record struct InboundFrame(FrameType Type, string? Message)
{
    /// <param name="json">Valid UTF-8.</param>
    /// <returns>False when it is not one JSON object.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, out InboundFrame frame)
    {
        frame = default;
        var type = FrameType.ChatMessage;
        string? message = null;
        var reader = new Utf8JsonReader(json);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isType, isMessage) = (reader.ValueTextEquals("type"u8), reader.ValueTextEquals("message"u8));
                reader.Read();
                if (isType)
                    type = reader.TokenType == JsonTokenType.String ? TypeOf(ref reader) : FrameType.Other;
                else if (isMessage)
                    message = reader.TokenType == JsonTokenType.String ? TextOf(ref reader) : null;
                reader.Skip();
            }

            reader.Read(); // throws when something follows the object
            frame = new InboundFrame(type, message);
            return true;
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

    private static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair
        }
    }

    private static FrameType TypeOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("chat_message"u8) ? FrameType.ChatMessage
        : reader.ValueTextEquals("typing"u8) ? FrameType.Typing
        : reader.ValueTextEquals("read_messages"u8) ? FrameType.ReadMessages
        : reader.ValueTextEquals("delivered_messages"u8) ? FrameType.DeliveredMessages
        : FrameType.Other;
}
