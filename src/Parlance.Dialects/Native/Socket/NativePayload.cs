using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Parlance.Core;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Socket;

/// <summary>Reads a command's record from its frame; what is wrong with a field becomes a refusal that names it.</summary>
internal static class NativePayload
{
    public static Outcome<T> Read<T>(ReadOnlySpan<byte> payload, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            var command = JsonSerializer.Deserialize(payload, type)!;
            return command is IInConversation { Conversation.IsMissing: true } ? Refusal.Invalid("conversation", "`conversation` is missing.") : command;
        }
        catch (JsonException e)
        {
            var field = e.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : MissingField(e.Message);
            return Refusal.Invalid(field, e switch
            {
                { Path: "$" } => $"`{field}` is missing.",
                { InnerException: InvalidOperationException } => $"`{field}` has the wrong type, or holds half a character (a lone surrogate).",
                _ => $"`{field}` has the wrong type.",
            });
        }
    }

    /// <summary>The serializer names missing fields only in its sentence, each in quotes.</summary>
    private static string MissingField(string message)
    {
        var from = message.LastIndexOf(": '", StringComparison.Ordinal);
        if (from < 0)
            return "type";
        var to = message.IndexOf('\'', from + 3);
        return to < 0 ? "type" : message[(from + 3)..to];
    }
}
