using System.Text.Json;
using Parlance.Core;
using Parlance.Core.Conversations;

namespace Parlance.Dialects.Native.Socket;

/// <summary>What one pass over a frame finds: the command's name and id, and the fields of a plain `send`, which nearly every frame is.</summary>
internal struct CommandHead
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 16 };

    public CommandId Id { get; private set; }

    /// <summary>Empty when it is missing or no string.</summary>
    public string Type { get; private set; }

    public ConversationRef? Conversation { get; private set; }

    public string? Content { get; private set; }

    public string? ClientId { get; private set; }

    /// <summary>The frame holds fields beyond id, type, conversation, content and client id, or one of these has another type: the full record must be read.</summary>
    public bool HasMore { get; private set; }

    /// <returns>Null, or why this is no command at all.</returns>
    public static Refusal? Read(ReadOnlySpan<byte> frame, out CommandHead head)
    {
        head = new CommandHead { Type = "" };
        var reader = new Utf8JsonReader(frame, Options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return NotAnObject;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (head.ReadField(ref reader) is { } refusal)
                    return refusal;
            }

            reader.Read(); // throws when something follows the object
            return null;
        }
        catch (JsonException)
        {
            return NotJson;
        }
        catch (InvalidOperationException)
        {
            return NotText;
        }
    }

    private Refusal? ReadField(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("id"u8))
        {
            reader.Read();
            return ReadId(ref reader);
        }

        if (reader.ValueTextEquals("type"u8))
        {
            reader.Read();
            Type = reader.TokenType == JsonTokenType.String && reader.ValueSpan.SequenceEqual("send"u8) ? "send" : Text(ref reader) ?? "";
        }
        else if (reader.ValueTextEquals("conversation"u8))
        {
            reader.Read();
            ReadConversation(ref reader);
        }
        else if (reader.ValueTextEquals("content"u8))
        {
            reader.Read();
            Content = Text(ref reader);
        }
        else if (reader.ValueTextEquals("client_id"u8))
        {
            reader.Read();
            ClientId = Text(ref reader);
        }
        else
        {
            reader.Read();
            Skip(ref reader);
        }

        return null;
    }

    private void ReadConversation(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var id) && id > 0)
            Conversation = ConversationRef.Of(new ConversationId(id));
        else if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length > ConversationRules.MaxKey)
            HasMore = true;
        else if (Text(ref reader) is { } key)
            Conversation = ConversationRef.Of(key);
    }

    private Refusal? ReadId(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number when reader.TryGetInt64(out var number) && number is >= 0 and < 1L << 53:
                Id = new CommandId(number, null);
                return null;
            case JsonTokenType.String when reader.ValueSpan.Length <= CommandId.MaxText * 4 && Text(ref reader) is { Length: <= CommandId.MaxText } text:
                Id = new CommandId(null, text);
                return null;
            case JsonTokenType.Null:
                return null;
            default:
                return Refusal.Invalid("id", $"`id` must be an integer from 0 to 2^53−1 or a string of at most {CommandId.MaxText} characters.");
        }
    }

    /// <summary>Null for what is no string, or holds half a character: reading the full record then finds out what to say about the field.</summary>
    private string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            Skip(ref reader);
            return null;
        }

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            HasMore = true;
            return null;
        }
    }

    private void Skip(ref Utf8JsonReader reader)
    {
        HasMore = true;
        reader.Skip();
    }

    private static readonly Refusal NotJson = new(RefusalCode.Malformed, "The frame is not JSON.", "Send one JSON object a frame, nested at most 16 deep.");

    private static readonly Refusal NotAnObject = new(RefusalCode.Malformed, "The frame is JSON but not an object.", "Send one JSON object a frame.");

    private static readonly Refusal NotText =
        new(RefusalCode.Malformed, "The name of a field or of the command holds half a character (a lone surrogate).", "Escape text as RFC 8259 says.");
}
