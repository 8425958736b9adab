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
            var inside = e.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : null;
            if (MissingField(e.Message) is { } missing)
            {
                var whole = inside is null ? missing : $"{inside}.{missing}";
                return Refusal.Invalid(whole, $"`{whole}` is missing.");
            }

            var field = inside ?? "type";
            return Refusal.Invalid(field, e.InnerException is InvalidOperationException
                ? $"`{field}` has the wrong type, or holds half a character (a lone surrogate)."
                : $"`{field}` has the wrong type.");
        }
    }

    /// <summary>The serializer names missing fields only in its sentence, each in quotes. Null when none is missing.</summary>
    private static string? MissingField(string message)
    {
        var from = message.Contains("required properties", StringComparison.Ordinal) ? message.LastIndexOf(": '", StringComparison.Ordinal) : -1;
        if (from < 0)
            return null;
        var to = message.IndexOf('\'', from + 3);
        return to < 0 ? null : message[(from + 3)..to];
    }
}
