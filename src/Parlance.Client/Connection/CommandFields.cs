using System.Buffers;
using System.Text.Json;
using Parlance.Client.Wire;

namespace Parlance.Client.Connection;

/// <summary>Writes one command: its id and type first, then the fields given; a null leaves its field out.</summary>
#pragma warning disable CA1001 // ToFrame ends the writer; it holds nothing but memory
internal sealed class CommandFields
#pragma warning restore CA1001
{
    private readonly ArrayBufferWriter<byte> _buffer = new(256);
    private readonly Utf8JsonWriter _writer;

    public CommandFields(long id, string type)
    {
        _writer = new Utf8JsonWriter(_buffer);
        _writer.WriteStartObject();
        _writer.WriteNumber("id", id);
        _writer.WriteString("type", type);
    }

    public CommandFields With(string name, string? value)
    {
        if (value is not null)
            _writer.WriteString(name, value);
        return this;
    }

    public CommandFields With(string name, long? value)
    {
        if (value is { } number)
            _writer.WriteNumber(name, number);
        return this;
    }

    public CommandFields With(string name, bool value)
    {
        _writer.WriteBoolean(name, value);
        return this;
    }

    /// <summary>Written only when true.</summary>
    public CommandFields WithFlag(string name, bool value) => value ? With(name, true) : this;

    public CommandFields To(ConversationRef conversation) =>
        conversation.Key is { } key ? With("conversation", key) : With("conversation", conversation.Id);

    public CommandFields To(ConversationRef? conversation) => conversation is { } one ? To(one) : this;

    public CommandFields With(string name, IEnumerable<long>? values)
    {
        if (values is null)
            return this;
        _writer.WriteStartArray(name);
        foreach (var value in values)
            _writer.WriteNumberValue(value);
        _writer.WriteEndArray();
        return this;
    }

    public CommandFields With(string name, IEnumerable<string>? values)
    {
        if (values is null)
            return this;
        _writer.WriteStartArray(name);
        foreach (var value in values)
            _writer.WriteStringValue(value);
        _writer.WriteEndArray();
        return this;
    }

    public CommandFields With(string name, IReadOnlyList<Attachment>? values)
    {
        if (values is not { Count: > 0 })
            return this;
        _writer.WritePropertyName(name);
        JsonSerializer.Serialize(_writer, values, ClientJson.Default.IReadOnlyListAttachment);
        return this;
    }

    public CommandFields With(string name, JsonElement value)
    {
        _writer.WritePropertyName(name);
        value.WriteTo(_writer);
        return this;
    }

    /// <summary>A guest's name and key, as hello takes them.</summary>
    public CommandFields WithGuest(string name, string? key)
    {
        _writer.WriteStartObject("guest");
        _writer.WriteString("name", name);
        if (key is not null)
            _writer.WriteString("key", key);
        _writer.WriteEndObject();
        return this;
    }

    /// <summary>The finished frame; nothing may be added after it.</summary>
    public ReadOnlyMemory<byte> ToFrame()
    {
        _writer.WriteEndObject();
        _writer.Dispose();
        return _buffer.WrittenMemory;
    }
}
