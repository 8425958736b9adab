using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Parlance.Core;
using Parlance.Dialects.Besage.Chats;
using Parlance.Dialects.Besage.Wire;
using Parlance.Dialects.Hosting.Receipts;
using Parlance.Dialects.Hosting.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.Besage.Socket;

/// <summary>The server's frames (docs/wire/besage.md, Sockets). Any thread.</summary>
internal static class BesageFrames
{
    private static readonly BesageJson Json = BesageJson.Default;

    public static readonly Frame Welcome = Write(new WelcomeFrame("Connected to personal notification channel"), Json.WelcomeFrame);

    /// <summary>For every socket of the chat.</summary>
    public static Frame ChatMessage(WireMessage message) => Write(new ChatMessageFrame(WireSocketMessage.Of(message)), Json.ChatMessageFrame);

    /// <summary>For all of them but the one it came from, whose client has drawn its own copy.</summary>
    public static Frame ClientMessage(WireMessage message) =>
        Write(new ClientMessageFrame(new ClientMessage(message.Id, Text(message.Chat), message.Content, message.SentAt, message.Status, message.Sender)), Json.ClientMessageFrame);

    public static Frame NewMessage(WireMessage message) =>
        Event(new EventFrame("nuevo_mensaje") { ChatId = message.Chat, Message = WireSocketMessage.Of(message) });

    public static Frame Edited(WireMessage message) =>
        Event(new EventFrame("mensaje_editado") { MessageId = message.Id, ChatId = message.Chat, Content = message.Content });

    public static Frame Deleted(MessageId message, ConversationId chat) => Event(new EventFrame("mensaje_eliminado") { MessageId = message.Value, ChatId = chat.Value });

    public static Frame Reacted(MessageId message, ConversationId chat, UserId user, string username, string type, bool added) =>
        Event(new EventFrame("reaccion") { MessageId = message.Value, ChatId = chat.Value, UserId = user.Value, Username = username, Reaction = type, Added = added });

    /// <summary>`typing`, `user_online` or `user_offline`. Typing alone may be left out for a slow reader.</summary>
    public static Frame Person(string kind, ConversationId chat, UserId user, string username, bool isEphemeral = false) =>
        Write(new EventFrame(kind) { UserId = user.Value, Username = username, ChatId = chat.Value }, Json.EventFrame, isEphemeral);

    public static Frame ClientTyping(ConversationId chat, UserId user) => Write(new ClientTypingFrame(Text(chat.Value), user.Value), Json.ClientTypingFrame, isEphemeral: true);

    /// <param name="kind">`mensajes_leidos` or `mensajes_entregados`.</param>
    public static Frame Summary(string kind, ConversationId chat, UserId user) => Event(new EventFrame(kind) { UserId = user.Value, ChatId = chat.Value });

    public static Frame Status(MessageReceipt receipt, ConversationId chat, UserId receiver) =>
        Event(new EventFrame("mensaje_estado") { MessageId = receipt.Message.Value, ChatId = chat.Value, UserId = receiver.Value, Status = StatusOf(receipt) });

    public static Frame ClientStatus(MessageReceipt receipt, ConversationId chat, UserId receiver) =>
        Write(new ClientStatusFrame(receipt.Message.Value, StatusOf(receipt), Text(chat.Value), receiver.Value), Json.ClientStatusFrame);

    public static Frame Participants(ConversationId chat, WireParticipant[] participants) =>
        Event(new EventFrame("participantes_actualizados") { ChatId = chat.Value, Participants = participants });

    public static Frame ClientParticipants(ConversationId chat, WireParticipant[] participants) =>
        Write(new ClientParticipantsFrame(Text(chat.Value), participants), Json.ClientParticipantsFrame);

    public static Frame NewChat(WireChat chat) => Event(new EventFrame("nuevo_chat") { Chat = chat });

    public static Frame ClientChat(WireChat chat) => Write(new ClientChatFrame(chat), Json.ClientChatFrame);

    /// <summary>An addition: why a message was not sent. The original says nothing, and its clients pass it over.</summary>
    public static Frame Error(string code, string message) => Write(new ErrorFrame(code, message), Json.ErrorFrame);

    private static string StatusOf(MessageReceipt receipt) => receipt.State == ReceiptState.Read ? Seat.Read : Seat.Delivered;

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static Frame Event(EventFrame frame) => Write(frame, Json.EventFrame);

    private static Frame Write<T>(T value, JsonTypeInfo<T> type, bool isEphemeral = false)
    {
        JsonSerializer.Serialize(JsonFrame.Begin(), value, type);
        return JsonFrame.Finish(isEphemeral);
    }
}
