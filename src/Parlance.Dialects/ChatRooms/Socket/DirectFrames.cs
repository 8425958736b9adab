using System.Text.Json;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Messages;
using Parlance.Dialects.ChatRooms.Wire;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.ChatRooms.Socket;

/// <summary>The server's frames of the DM socket (docs/wire/chatrooms.md, Sockets). Any thread.</summary>
internal static class DirectFrames
{
    private static readonly JsonEncodedText IsTyping = JsonEncodedText.Encode("is_typing");

    /// <summary>To whom it is for, and to the sender's other sockets.</summary>
    public static Frame Message(Message m)
    {
        var writer = FrameWriting.Begin("dm_message");
        writer.WriteStartObject(WireNames.Message);
        WriteFields(writer, m);
        writer.WriteEndObject();
        return writer.Finish();
    }

    /// <summary>To the socket that sent it.</summary>
    public static Frame Sent(Message m)
    {
        var writer = FrameWriting.Begin("dm_sent");
        WriteFields(writer, m);
        return writer.Finish();
    }

    public static Frame Typing(Person who, bool isTyping, DateTimeOffset at)
    {
        var writer = FrameWriting.Begin("dm_typing");
        writer.WriteString(WireNames.SenderId, who.Key);
        writer.WriteBoolean(IsTyping, isTyping);
        writer.WriteTime(at);
        return writer.Finish(isEphemeral: true);
    }

    /// <summary>To whose messages were read.</summary>
    public static Frame Read(DirectRead e)
    {
        var writer = FrameWriting.Begin("dm_read");
        writer.WriteString(WireNames.ReaderId, e.Who.Key);
        writer.WriteString(WireNames.SenderId, DirectKeys.OtherKey(e.ConversationKey, e.Who.Key));
        writer.WriteString(WireNames.ConversationId, WireId.Of(e.Conversation));
        writer.WriteTime(e.At);
        return writer.Finish();
    }

    /// <summary>The fields of <see cref="WireDirectMessage"/> in the same order. What comes over a socket is new, and so unread.</summary>
    private static void WriteFields(Utf8JsonWriter writer, Message m)
    {
        Span<byte> id = stackalloc byte[WireId.Length];
        WireId.Write(m.Id, id);
        writer.WriteString(WireNames.Id, id);
        WireId.Write(m.Conversation, id);
        writer.WriteString(WireNames.ConversationId, id);
        writer.WriteString(WireNames.SenderId, m.SenderKey);
        writer.WriteString(WireNames.SenderUsername, m.SenderName);
        writer.WriteString(WireNames.SenderAvatar, m.SenderAvatar);
        writer.WriteString(WireNames.ReceiverId, DirectKeys.OtherKey(m.ConversationKey, m.SenderKey));
        writer.WriteString(WireNames.Content, m.Content);
        writer.WriteBoolean(WireNames.Read, false);
        writer.WriteTime(m.SentAt);
    }
}
