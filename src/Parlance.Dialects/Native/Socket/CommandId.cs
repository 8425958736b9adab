using System.Text.Json;

namespace Parlance.Dialects.Native.Socket;

/// <summary>The client's id of a command, given back as it came: a number, a string, or none.</summary>
internal readonly record struct CommandId(long? Number, string? Text)
{
    public const int MaxText = 64;

    public bool IsNone => Number is null && Text is null;

    public void Write(Utf8JsonWriter writer)
    {
        if (Number is { } number)
            writer.WriteNumber("id"u8, number);
        else if (Text is { } text)
            writer.WriteString("id"u8, text);
        else
            writer.WriteNull("id"u8);
    }
}
