using System.Text.Json;
using System.Text.Json.Serialization;
using Parlance.Core;
using Parlance.Core.Conversations;
using Parlance.Dialects.Hosting;

namespace Parlance.Dialects.Native.Wire;

/// <summary>A conversation as a command names it: its number, or its key as a string.</summary>
[JsonConverter(typeof(Converter))]
[NumberOrText]
public readonly record struct WireConversationRef(ConversationRef Value)
{
    public bool IsMissing => Value is { Id.Value: 0, Key: null };

    public sealed class Converter : JsonConverter<WireConversationRef>
    {
        public override WireConversationRef Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType switch
            {
                JsonTokenType.Number when reader.TryGetInt64(out var id) && id > 0 => new(ConversationRef.Of(new ConversationId(id))),
                JsonTokenType.String when reader.GetString() is { Length: > 0 and <= ConversationRules.MaxKey } key => new(ConversationRef.Of(key)),
                _ => throw new JsonException("`conversation` must be a number or a key."),
            };

        public override void Write(Utf8JsonWriter writer, WireConversationRef value, JsonSerializerOptions options)
        {
            if (value.Value.Key is { } key)
                writer.WriteStringValue(key);
            else
                writer.WriteNumberValue(value.Value.Id.Value);
        }
    }
}
