using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Parlance.Core;
using Parlance.Dialects.Hosting;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.Native.Socket;

/// <summary>Writes wire records into finished frames. Any thread; the buffers are the thread's own.</summary>
internal static class NativeEncoder
{
    // Text is for JSON readers, not for HTML pages: people's letters and emoji stay themselves and short.
    private static readonly JsonWriterOptions Options = new() { Encoder = PlainJsonEncoder.Instance, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    public static Frame Event<T>(T record, JsonTypeInfo<T> type, bool isEphemeral = false)
    {
        var writer = Begin();
        JsonSerializer.Serialize(writer, record, type);
        return Finish(isEphemeral);
    }

    /// <summary>`{"id":…,"ok":…}`</summary>
    public static Frame Ok<T>(CommandId id, T reply, JsonTypeInfo<T> type)
    {
        var writer = Begin();
        writer.WriteStartObject();
        id.Write(writer);
        writer.WritePropertyName("ok"u8);
        JsonSerializer.Serialize(writer, reply, type);
        writer.WriteEndObject();
        return Finish(isEphemeral: false);
    }

    /// <summary>`{"id":…,"error":{…}}`; `"id":null` when the command had none.</summary>
    public static Frame Error(CommandId id, Refusal refusal)
    {
        var writer = Begin();
        writer.WriteStartObject();
        id.Write(writer);
        writer.WriteStartObject("error"u8);
        writer.WriteString("code"u8, Refusals.Name(refusal.Code));
        writer.WriteString("message"u8, refusal.Sentence);
        writer.WriteString("remedy"u8, refusal.Remedy);
        if (refusal.Field is { } field)
            writer.WriteString("field"u8, field);
        if (refusal.RetryAfter is { } retryAfter)
            writer.WriteNumber("retry_after_ms"u8, (long)Math.Ceiling(retryAfter.TotalMilliseconds));
        writer.WriteEndObject();
        writer.WriteEndObject();
        return Finish(isEphemeral: false);
    }

    private static Utf8JsonWriter Begin()
    {
        t_buffer ??= new ArrayBufferWriter<byte>(4096);
        t_writer ??= new Utf8JsonWriter(t_buffer, Options);
        t_buffer.ResetWrittenCount();
        t_writer.Reset();
        return t_writer;
    }

    private static Frame Finish(bool isEphemeral)
    {
        t_writer!.Flush();
        var frame = Frame.Text(t_buffer!.WrittenSpan, isEphemeral);
        if (t_buffer.Capacity > 256 * 1024)
        {
            // One huge reply must not keep its buffer for the life of the thread.
            t_buffer = null;
            t_writer = null;
        }

        return frame;
    }
}
