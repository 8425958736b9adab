using System.Text.Json;
using Parlance.Core.Events;
using Parlance.Core.Messages;
using Parlance.Core.Presence;
using Parlance.Dialects.ChatRooms.Wire;
using Parlance.Dialects.Hosting.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.ChatRooms.Socket;

/// <summary>The server's frames of the room socket (docs/wire/chatrooms.md, Sockets). Any thread.</summary>
internal static class RoomFrames
{
    private static readonly JsonEncodedText Bio = JsonEncodedText.Encode("bio");
    private static readonly JsonEncodedText Broadcasters = JsonEncodedText.Encode("broadcasters");
    private static readonly JsonEncodedText FromUserId = JsonEncodedText.Encode("from_user_id");
    private static readonly JsonEncodedText FromUsername = JsonEncodedText.Encode("from_username");
    private static readonly JsonEncodedText PrevUsername = JsonEncodedText.Encode("prevUsername");
    private static readonly JsonEncodedText Signals = JsonEncodedText.Encode("signal");
    private static readonly JsonEncodedText StartedAt = JsonEncodedText.Encode("started_at");
    private static readonly JsonEncodedText TargetUserId = JsonEncodedText.Encode("target_user_id");
    private static readonly JsonEncodedText Users = JsonEncodedText.Encode("users");

    /// <summary>The fields of <see cref="WireMessage"/> in the same order, written without a record: this is the frame that rooms are full of.</summary>
    /// <remarks>Its type is always `message`: a kind that other clients made up must not pass for a frame of another type.</remarks>
    public static Frame Message(Message m)
    {
        var writer = JsonFrame.Begin();
        writer.WriteStartObject();
        Span<byte> id = stackalloc byte[WireId.Length];
        WireId.Write(m.Id, id);
        writer.WriteString(WireNames.Id, id);
        writer.WriteString(WireNames.RoomId, m.ConversationKey);
        writer.WriteString(WireNames.UserId, m.SenderKey);
        writer.WriteString(WireNames.Username, m.SenderName);
        writer.WriteString(WireNames.Content, m.Content);
        writer.WriteString(WireNames.Avatar, m.SenderAvatar);
        writer.WriteString(WireNames.AvatarUrl, m.SenderAvatar);
        writer.WriteTime(m.SentAt);
        writer.WriteString(WireNames.Type, WireNames.Message);
        return writer.Finish();
    }

    public static Frame Typing(Typing e)
    {
        var writer = FrameWriting.Begin(e.IsTyping ? "typing_start" : "typing_stop");
        writer.WriteString(WireNames.RoomId, e.ConversationKey);
        writer.WriteString(WireNames.UserId, e.Who.Key);
        writer.WriteString(WireNames.Username, e.Who.Name);
        writer.WriteTime(e.At);
        return writer.Finish(isEphemeral: true);
    }

    /// <param name="type">`broadcast-started` or `broadcast-stopped`.</param>
    public static Frame Broadcast(string type, RoomEvent e)
    {
        var writer = FrameWriting.Begin(type);
        writer.WriteString(WireNames.UserId, e.Who.Key);
        writer.WriteString(WireNames.Username, e.Who.Name);
        writer.WriteTime(e.At);
        return writer.Finish();
    }

    public static Frame Appearance(AppearanceChanged e)
    {
        var writer = FrameWriting.Begin(e.AvatarOnly ? "avatar_updated" : "profile_updated");
        writer.WriteString(WireNames.RoomId, e.ConversationKey);
        writer.WritePerson(e.Who);
        writer.WriteString(WireNames.Avatar, e.Who.AvatarUrl);
        writer.WriteString(PrevUsername, e.PreviousName);
        writer.WriteString(Bio, e.Bio);
        writer.WriteTime(e.At);
        return writer.Finish();
    }

    /// <summary>May be left out for a slow reader: whoever is flooded with signals must not lose the room by it.</summary>
    public static Frame Signal(SignalSent e)
    {
        var writer = FrameWriting.Begin("webrtc-signal");
        writer.WriteString(WireNames.RoomId, e.ConversationKey);
        writer.WriteString(TargetUserId, e.To.Key);
        writer.WriteString(FromUserId, e.From.Key);
        writer.WriteString(FromUsername, e.From.Name);
        writer.WritePropertyName(Signals);
        writer.WriteRawValue(e.Payload, skipInputValidation: true);
        return writer.Finish(isEphemeral: true);
    }

    public static Frame State(string roomId, RoomSnapshot room, DateTimeOffset now)
    {
        var writer = FrameWriting.Begin("room_state");
        writer.WriteString(WireNames.RoomId, roomId);
        writer.WriteStartArray(Users);
        foreach (var person in room.People)
        {
            writer.WriteStartObject();
            writer.WritePerson(person);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteTime(now);
        return writer.Finish();
    }

    public static Frame ActiveBroadcasts(string roomId, RoomSnapshot room, DateTimeOffset now)
    {
        var writer = FrameWriting.Begin("active-broadcasts");
        writer.WriteString(WireNames.RoomId, roomId);
        writer.WriteStartArray(Broadcasters);
        foreach (var broadcast in room.Broadcasts)
        {
            writer.WriteStartObject();
            writer.WriteString(WireNames.UserId, broadcast.Who.Key);
            writer.WriteString(WireNames.Username, broadcast.Who.Name);
            writer.WriteTime(StartedAt, broadcast.StartedAt);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteTime(now);
        return writer.Finish();
    }
}
