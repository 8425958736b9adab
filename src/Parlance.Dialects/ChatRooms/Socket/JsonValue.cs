using System.Text;
using System.Text.Json;

namespace Parlance.Dialects.ChatRooms.Socket;

/// <summary>One value of a frame as it stands there; read only when somebody asks for it. Empty when the frame has no such field.</summary>
internal readonly ref struct JsonValue(ReadOnlySpan<byte> raw)
{
    public ReadOnlySpan<byte> Raw { get; } = raw;

    public bool IsMissing => Raw.IsEmpty;

    public bool IsTrue => Raw.SequenceEqual("true"u8);

    /// <summary>Null for what is no string, or holds half a character (a lone surrogate).</summary>
    public string? Text
    {
        get
        {
            if (Raw.Length < 2 || Raw[0] != '"')
                return null;
            var inner = Raw[1..^1];
            return inner.Contains((byte)'\\') ? Unescape() : Encoding.UTF8.GetString(inner);
        }
    }

    private string? Unescape()
    {
        var reader = new Utf8JsonReader(Raw);
        reader.Read();
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
