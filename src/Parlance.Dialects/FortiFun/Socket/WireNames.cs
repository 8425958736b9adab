using System.Text.Json;

namespace Parlance.Dialects.FortiFun.Socket;

/// <summary>Names of fields, encoded once.</summary>
internal static class WireNames
{
    public static readonly JsonEncodedText Attachment = JsonEncodedText.Encode("attachment");
    public static readonly JsonEncodedText Content = JsonEncodedText.Encode("content");
    public static readonly JsonEncodedText Conversation = JsonEncodedText.Encode("conversation");
    public static readonly JsonEncodedText ConversationId = JsonEncodedText.Encode("conversation_id");
    public static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode("created_at");
    public static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    public static readonly JsonEncodedText IsRead = JsonEncodedText.Encode("is_read");
    public static readonly JsonEncodedText IsTyping = JsonEncodedText.Encode("is_typing");
    public static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
    public static readonly JsonEncodedText MessageId = JsonEncodedText.Encode("message_id");
    public static readonly JsonEncodedText ProfilePicture = JsonEncodedText.Encode("profile_picture");
    public static readonly JsonEncodedText Sender = JsonEncodedText.Encode("sender");
    public static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    public static readonly JsonEncodedText UserId = JsonEncodedText.Encode("user_id");
    public static readonly JsonEncodedText Username = JsonEncodedText.Encode("username");
}
