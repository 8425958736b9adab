using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Parlance.Core;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.Native.Socket;

/// <summary>Writes wire records into finished frames. Any thread.</summary>
internal static class NativeEncoder
{
    public static Frame Event<T>(T record, JsonTypeInfo<T> type, bool isEphemeral = false)
    {
        var writer = JsonFrame.Begin();
        JsonSerializer.Serialize(writer, record, type);
        return JsonFrame.Finish(isEphemeral);
    }

    /// <summary>`{"id":…,"ok":…}`</summary>
    public static Frame Ok<T>(CommandId id, T reply, JsonTypeInfo<T> type)
    {
        var writer = JsonFrame.Begin();
        writer.WriteStartObject();
        id.Write(writer);
        writer.WritePropertyName("ok"u8);
        JsonSerializer.Serialize(writer, reply, type);
        writer.WriteEndObject();
        return JsonFrame.Finish();
    }

    /// <summary>`{"id":…,"error":{…}}`; `"id":null` when the command had none.</summary>
    public static Frame Error(CommandId id, Refusal refusal)
    {
        var writer = JsonFrame.Begin();
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
        return JsonFrame.Finish();
    }
}
