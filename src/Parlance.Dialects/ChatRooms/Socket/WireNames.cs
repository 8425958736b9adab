using System.Text.Json;

namespace Parlance.Dialects.ChatRooms.Socket;

/// <summary>Names of fields and frames, encoded once.</summary>
internal static class WireNames
{
    public static readonly JsonEncodedText Avatar = JsonEncodedText.Encode("avatar");
    public static readonly JsonEncodedText AvatarUrl = JsonEncodedText.Encode("avatar_url");
    public static readonly JsonEncodedText Content = JsonEncodedText.Encode("content");
    public static readonly JsonEncodedText ConversationId = JsonEncodedText.Encode("conversation_id");
    public static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    public static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
    public static readonly JsonEncodedText Read = JsonEncodedText.Encode("read");
    public static readonly JsonEncodedText ReaderId = JsonEncodedText.Encode("reader_id");
    public static readonly JsonEncodedText ReceiverId = JsonEncodedText.Encode("receiver_id");
    public static readonly JsonEncodedText RoomId = JsonEncodedText.Encode("room_id");
    public static readonly JsonEncodedText SenderAvatar = JsonEncodedText.Encode("sender_avatar");
    public static readonly JsonEncodedText SenderId = JsonEncodedText.Encode("sender_id");
    public static readonly JsonEncodedText SenderUsername = JsonEncodedText.Encode("sender_username");
    public static readonly JsonEncodedText Timestamp = JsonEncodedText.Encode("timestamp");
    public static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    public static readonly JsonEncodedText UserId = JsonEncodedText.Encode("user_id");
    public static readonly JsonEncodedText Username = JsonEncodedText.Encode("username");
}
