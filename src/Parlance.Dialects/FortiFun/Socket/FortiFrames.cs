using System.Text.Json;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Likes;
using Parlance.Core.Messages;
using Parlance.Dialects.Django;
using Parlance.Dialects.FortiFun.Wire;
using Parlance.Dialects.Hosting.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.FortiFun.Socket;

/// <summary>The server's frames (docs/wire/fortifun.md, Sockets). Any thread.</summary>
internal static class FortiFrames
{
    public static Frame Connected(User user)
    {
        var writer = Begin("connection_status");
        writer.WriteString("status", "connected");
        writer.WriteNumber(WireNames.UserId, user.Id.Value);
        writer.WriteString(WireNames.Username, DjangoCaller.NameOf(user));
        return Finish(writer);
    }

    /// <param name="timestamp">One JSON value as the client sent it.</param>
    public static Frame Pong(string? timestamp)
    {
        var writer = Begin("pong");
        writer.WritePropertyName("timestamp");
        writer.WriteRawValue(timestamp ?? "null", skipInputValidation: true);
        return Finish(writer, isEphemeral: true);
    }

    /// <summary>What is wrong with the client's frame; the connection stays.</summary>
    public static Frame Error(string message)
    {
        var writer = Begin("error");
        writer.WriteString(WireNames.Message, message);
        return Finish(writer);
    }

    public static Frame NewMessage(Message m, Card sender, Links links)
    {
        var writer = Begin("new_message");
        writer.WriteNumber(WireNames.ConversationId, m.Conversation.Value);
        writer.WriteStartObject(WireNames.Message);
        WriteFields(writer, m, sender, links);
        writer.WriteEndObject();
        return Finish(writer);
    }

    /// <summary>The message bare, as the replaced server sent it beside the other.</summary>
    public static Frame RawMessage(Message m, Card sender, Links links)
    {
        var writer = JsonFrame.Begin();
        writer.WriteStartObject();
        WriteFields(writer, m, sender, links);
        return Finish(writer);
    }

    public static Frame Typing(ConversationId conversation, UserId who, string username, bool isTyping)
    {
        var writer = Begin("typing_indicator");
        writer.WriteNumber(WireNames.ConversationId, conversation.Value);
        writer.WriteNumber(WireNames.UserId, who.Value);
        writer.WriteString(WireNames.Username, username);
        writer.WriteBoolean(WireNames.IsTyping, isTyping);
        return Finish(writer, isEphemeral: true);
    }

    public static Frame ReadReceipt(ConversationId conversation, MessageId message, UserId reader)
    {
        var writer = Begin("read_receipt");
        writer.WriteNumber(WireNames.ConversationId, conversation.Value);
        writer.WriteNumber(WireNames.MessageId, message.Value);
        writer.WriteNumber(WireNames.UserId, reader.Value);
        return Finish(writer);
    }

    /// <param name="action">`created` or `left`.</param>
    public static Frame ConversationUpdate(string action, WireConversation conversation)
    {
        var writer = Begin("conversation_update");
        writer.WriteNumber(WireNames.ConversationId, conversation.Id);
        writer.WriteString("action", action);
        writer.WritePropertyName("data");
        JsonSerializer.Serialize(writer, conversation, FortiFunJson.Default.WireConversation);
        return Finish(writer);
    }

    public static Frame NewMatch(MatchMade e, Links links)
    {
        var writer = Begin("new_match");
        writer.WriteStartObject("data");
        writer.WriteString(WireNames.Type, "new_match");
        writer.WriteStartObject("match");
        writer.WriteNumber(WireNames.Id, e.Match.Id);
        writer.WriteStartObject("user");
        WritePerson(writer, e.Other.Id, DjangoCaller.NameOf(e.Other), links.Absolute(e.Other.AvatarUrl));
        writer.WriteString("first_name", PersonalValues.Text(e.Other, "first_name"));
        writer.WriteString("last_name", PersonalValues.Text(e.Other, "last_name"));
        writer.WriteEndObject();
        writer.WriteString(WireNames.CreatedAt, DjangoTime.Of(e.Match.At));
        writer.WriteEndObject();
        writer.WriteEndObject();
        return Finish(writer);
    }

    /// <summary>What comes over a socket is new, and so unread.</summary>
    private static void WriteFields(Utf8JsonWriter writer, Message m, Card sender, Links links)
    {
        writer.WriteNumber(WireNames.Id, m.Id.Value);
        writer.WriteNumber(WireNames.ConversationId, m.Conversation.Value);
        writer.WriteNumber(WireNames.Conversation, m.Conversation.Value);
        writer.WriteStartObject(WireNames.Sender);
        WritePerson(writer, m.Sender, sender.Username, links.Absolute(sender.Picture));
        writer.WriteEndObject();
        writer.WriteString(WireNames.Content, m.Content);
        Span<byte> time = stackalloc byte[DjangoTime.Length];
        DjangoTime.Write(m.SentAt, time);
        writer.WriteString(WireNames.CreatedAt, time);
        writer.WriteBoolean(WireNames.IsRead, false);
        writer.WriteString(WireNames.Attachment, m.Attachments.Count == 0 ? null : links.Absolute(m.Attachments[0].Url));
    }

    private static void WritePerson(Utf8JsonWriter writer, UserId id, string username, string? picture)
    {
        writer.WriteNumber(WireNames.Id, id.Value);
        writer.WriteString(WireNames.Username, username);
        writer.WriteString(WireNames.ProfilePicture, picture);
    }

    private static Utf8JsonWriter Begin(string type)
    {
        var writer = JsonFrame.Begin();
        writer.WriteStartObject();
        writer.WriteString(WireNames.Type, type);
        return writer;
    }

    private static Frame Finish(Utf8JsonWriter writer, bool isEphemeral = false)
    {
        writer.WriteEndObject();
        return JsonFrame.Finish(isEphemeral);
    }
}
