using System.Text.Json;

namespace Parlance.Dialects.ChatRooms.Socket;

/// <summary>What one pass over a client's frame finds. Who it says it is from is not read at all: a socket speaks for the user in its path.</summary>
internal ref struct InboundFrame
{
    public FrameType Type { get; private set; }

    public JsonValue Content { get; private set; }

    /// <summary>`target_user_id`</summary>
    public JsonValue Target { get; private set; }

    public JsonValue Signal { get; private set; }

    /// <summary>`receiver_id`</summary>
    public JsonValue Receiver { get; private set; }

    /// <summary>`sender_id`: in `dm_read` whose messages were read; elsewhere it means nothing.</summary>
    public JsonValue Sender { get; private set; }

    public JsonValue IsTyping { get; private set; }

    public JsonValue Username { get; private set; }

    public JsonValue Bio { get; private set; }

    public JsonValue Email { get; private set; }

    /// <summary>`avatar`, or `avatar_url` when there is no other.</summary>
    public JsonValue Avatar { get; private set; }

    /// <param name="json">Valid UTF-8; the frame's values are parts of it.</param>
    /// <returns>False when it is not one JSON object.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, out InboundFrame frame)
    {
        frame = default;
        var found = new InboundFrame { Type = FrameType.Message };
        var reader = new Utf8JsonReader(json);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                found.ReadField(ref reader, json);

            reader.Read(); // throws when something follows the object
            frame = found;
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

    private void ReadField(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.ValueTextEquals("type"u8))
        {
            reader.Read();
            Type = reader.TokenType == JsonTokenType.String ? TypeOf(ref reader) : FrameType.Other;
            reader.Skip();
        }
        else if (reader.ValueTextEquals("content"u8))
            Content = Value(ref reader, json);
        else if (reader.ValueTextEquals("username"u8))
            Username = Value(ref reader, json);
        else if (reader.ValueTextEquals("avatar"u8))
            Avatar = Value(ref reader, json);
        else if (reader.ValueTextEquals("avatar_url"u8))
        {
            var value = Value(ref reader, json);
            Avatar = Avatar.IsMissing ? value : Avatar;
        }
        else if (reader.ValueTextEquals("receiver_id"u8))
            Receiver = Value(ref reader, json);
        else if (reader.ValueTextEquals("sender_id"u8))
            Sender = Value(ref reader, json);
        else if (reader.ValueTextEquals("is_typing"u8))
            IsTyping = Value(ref reader, json);
        else if (reader.ValueTextEquals("target_user_id"u8))
            Target = Value(ref reader, json);
        else if (reader.ValueTextEquals("signal"u8))
            Signal = Value(ref reader, json);
        else if (reader.ValueTextEquals("bio"u8))
            Bio = Value(ref reader, json);
        else if (reader.ValueTextEquals("email"u8))
            Email = Value(ref reader, json);
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private static JsonValue Value(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new JsonValue(json[start..(int)reader.BytesConsumed]);
    }

    private static FrameType TypeOf(scoped ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("message"u8) ? FrameType.Message
        : reader.ValueTextEquals("dm_message"u8) ? FrameType.DirectMessage
        : reader.ValueTextEquals("typing_start"u8) ? FrameType.TypingStart
        : reader.ValueTextEquals("typing_stop"u8) ? FrameType.TypingStop
        : reader.ValueTextEquals("keep_alive"u8) ? FrameType.KeepAlive
        : reader.ValueTextEquals("pong"u8) ? FrameType.Pong
        : reader.ValueTextEquals("webrtc-signal"u8) ? FrameType.Signal
        : reader.ValueTextEquals("dm_typing"u8) ? FrameType.DirectTyping
        : reader.ValueTextEquals("dm_read"u8) ? FrameType.DirectRead
        : reader.ValueTextEquals("profile_updated"u8) ? FrameType.ProfileUpdated
        : reader.ValueTextEquals("avatar_updated"u8) ? FrameType.AvatarUpdated
        : reader.ValueTextEquals("broadcast-started"u8) ? FrameType.BroadcastStarted
        : reader.ValueTextEquals("broadcast-stopped"u8) ? FrameType.BroadcastStopped
        : FrameType.Other;
}
