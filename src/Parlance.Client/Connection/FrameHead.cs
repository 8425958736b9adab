using System.Text.Json;

namespace Parlance.Client.Connection;

/// <summary>What a server frame is, read in one pass without building anything: an event by its `type`, or a reply by its `id`.</summary>
internal readonly ref struct FrameHead
{
    /// <summary>Null for a reply.</summary>
    public string? Type { get; private init; }

    /// <summary>Null for an event, and for an error to a frame that had no id.</summary>
    public long? Id { get; private init; }

    /// <summary>Empty unless the frame is a good answer.</summary>
    public ReadOnlySpan<byte> Ok { get; private init; }

    /// <summary>Empty unless the frame is a refusal.</summary>
    public ReadOnlySpan<byte> Error { get; private init; }

    /// <summary>0 when the event has none.</summary>
    public long Position { get; private init; }

    /// <exception cref="JsonException">Not a JSON object.</exception>
    public static FrameHead Read(ReadOnlySpan<byte> frame)
    {
        var reader = new Utf8JsonReader(frame);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A frame must be a JSON object.");

        string? type = null;
        long? id = null;
        var position = 0L;
        ReadOnlySpan<byte> ok = default, error = default;

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = KnownType(ref reader);
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = reader.TokenType == JsonTokenType.Number ? reader.GetInt64() : null;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("position"u8))
            {
                reader.Read();
                position = reader.GetInt64();
            }
            else if (reader.ValueTextEquals("ok"u8))
            {
                ok = Value(ref reader, frame);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                error = Value(ref reader, frame);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        // A message has an id of its own: only a frame without a type is a reply.
        return new FrameHead { Type = type, Id = type is null ? id : null, Ok = ok, Error = error, Position = position };
    }

    private static ReadOnlySpan<byte> Value(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> frame)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return frame[start..(int)reader.BytesConsumed];
    }

    // Most frames are messages: their type costs no string.
    private static string? KnownType(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("message"u8) ? "message" : reader.GetString();
}
