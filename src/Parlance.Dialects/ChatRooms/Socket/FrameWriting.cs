using System.Text.Json;
using Parlance.Core.Accounts;
using Parlance.Dialects.ChatRooms.Wire;
using Parlance.Dialects.Hosting.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.ChatRooms.Socket;

/// <summary>Parts of frames that both sockets of the dialect write.</summary>
internal static class FrameWriting
{
    /// <summary>`{"type":"error","message":…}`: what is wrong with the sender's frame; the connection stays.</summary>
    public static Frame Error(string message)
    {
        var writer = Begin("error");
        writer.WriteString(WireNames.Message, message);
        return writer.Finish();
    }

    /// <summary>`{"type":"ping","timestamp":…}`, the answer to `keep_alive`.</summary>
    public static Frame Ping(DateTimeOffset now)
    {
        var writer = Begin("ping");
        writer.WriteTime(now);
        return writer.Finish(isEphemeral: true);
    }

    /// <summary>Somebody came or went. Not to be left out for a slow reader: nothing would mend the list of those who are there.</summary>
    public static Frame Person(string type, string roomId, Person who, DateTimeOffset at)
    {
        var writer = Begin(type);
        writer.WriteString(WireNames.RoomId, roomId);
        writer.WritePerson(who);
        writer.WriteTime(at);
        return writer.Finish();
    }

    public static Utf8JsonWriter Begin(string type)
    {
        var writer = JsonFrame.Begin();
        writer.WriteStartObject();
        writer.WriteString(WireNames.Type, type);
        return writer;
    }

    public static Frame Finish(this Utf8JsonWriter writer, bool isEphemeral = false)
    {
        writer.WriteEndObject();
        return JsonFrame.Finish(isEphemeral);
    }

    /// <summary>`user_id`, `username`, `avatar_url`.</summary>
    public static void WritePerson(this Utf8JsonWriter writer, Person who)
    {
        writer.WriteString(WireNames.UserId, who.Key);
        writer.WriteString(WireNames.Username, who.Name);
        writer.WriteString(WireNames.AvatarUrl, who.AvatarUrl);
    }

    public static void WriteTime(this Utf8JsonWriter writer, DateTimeOffset at) => writer.WriteTime(WireNames.Timestamp, at);

    public static void WriteTime(this Utf8JsonWriter writer, JsonEncodedText name, DateTimeOffset at)
    {
        Span<byte> time = stackalloc byte[WireTime.Length];
        WireTime.Write(at, time);
        writer.WriteString(name, time);
    }
}
