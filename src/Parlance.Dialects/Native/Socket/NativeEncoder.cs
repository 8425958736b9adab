using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Parlance.Core;
using Parlance.Core.Events;
using Parlance.Core.Matchmaking;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Sockets;
using Parlance.Dialects.Native.Wire;
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

    /// <summary>As <see cref="SignalEvent"/>; the payload as it was sent, whatever it holds.</summary>
    public static Frame Signal(SignalSent e)
    {
        var writer = JsonFrame.Begin();
        writer.WriteStartObject();
        writer.WriteString("type"u8, "signal"u8);
        writer.WriteNumber("conversation"u8, e.Conversation.Value);
        writer.WriteNumber("from"u8, e.From.Id.Value);
        if (e.Call is { } call)
            writer.WriteString("call"u8, call.ToString());
        if (e.FromParticipant is { } participant)
            writer.WriteString("participant"u8, participant.ToString());
        writer.WritePropertyName("payload"u8);
        writer.WriteRawValue(e.Payload, skipInputValidation: true);
        writer.WriteEndObject();
        return JsonFrame.Finish(isEphemeral: true);
    }

    /// <summary>As <see cref="MatchSignalEvent"/>; the payload as it was sent.</summary>
    public static Frame Signal(MatchSignal e)
    {
        var writer = JsonFrame.Begin();
        writer.WriteStartObject();
        writer.WriteString("type"u8, "match_signal"u8);
        writer.WriteString("match"u8, e.Match.ToString());
        writer.WritePropertyName("payload"u8);
        writer.WriteRawValue(e.Payload, skipInputValidation: true);
        writer.WriteEndObject();
        return JsonFrame.Finish();
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
