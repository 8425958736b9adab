using System.Text.Json;

namespace Parlance.Dialects.Blink.Socket;

/// <summary>Names of fields, encoded once. Apart from <see cref="BlinkFrames"/>: what is made there once is not made in the middle of another frame.</summary>
internal static class WireNames
{
    public static readonly JsonEncodedText DisplayName = JsonEncodedText.Encode("display_name");
    public static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
    public static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    public static readonly JsonEncodedText UserId = JsonEncodedText.Encode("user_id");
    public static readonly JsonEncodedText Username = JsonEncodedText.Encode("username");
}
