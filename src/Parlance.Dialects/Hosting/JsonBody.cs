using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Parlance.Core;

namespace Parlance.Dialects.Hosting;

/// <summary>Reads request bodies. Whatever is wrong with one becomes a refusal; no body makes an endpoint throw.</summary>
public static class JsonBody
{
    public const int DefaultMaxBytes = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    private static readonly Refusal NotAnObject =
        new(RefusalCode.Malformed, "The body must be a JSON object.", "Send one object: `{…}`, in UTF-8.");

    /// <summary>Reads one JSON object. Fields that <typeparamref name="T"/> does not know are passed over.</summary>
    /// <param name="whenEmpty">The answer for an empty body, where a body is optional.</param>
    /// <returns>The value, or `malformed` (not JSON, not an object, another media type), `invalid` with the field (a wrong type), `too_large`.</returns>
    public static async ValueTask<Outcome<T>> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, int maxBytes = DefaultMaxBytes, T? whenEmpty = null)
        where T : class
    {
        if (request.ContentLength > maxBytes)
            return TooLarge(maxBytes);

        var reader = request.BodyReader;
        while (true)
        {
            System.IO.Pipelines.ReadResult read;
            try
            {
                read = await reader.ReadAsync(request.HttpContext.RequestAborted);
            }
            catch (BadHttpRequestException e)
            {
                return e.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? TooLarge(maxBytes)
                    : new Refusal(RefusalCode.Malformed, "The body did not arrive whole.", "Send the request again.");
            }

            var complete = read.IsCompleted;
            var tooLarge = read.Buffer.Length > maxBytes;
            if (!complete && !tooLarge)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var outcome = tooLarge ? TooLarge(maxBytes) : Parse(request, read.Buffer, type, whenEmpty);
            reader.AdvanceTo(read.Buffer.End);
            return outcome;
        }
    }

    private static Outcome<T> Parse<T>(HttpRequest request, in ReadOnlySequence<byte> body, JsonTypeInfo<T> type, T? whenEmpty)
        where T : class
    {
        if (body.IsEmpty)
            return whenEmpty is not null ? whenEmpty : NotAnObject;

        // No content type at all is taken for JSON; a form is not.
        if (request.ContentType is not null && !request.HasJsonContentType())
            return new Refusal(RefusalCode.Malformed, "The body is not declared as JSON.", "Send it with `Content-Type: application/json`.");

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, Strict);
        }
        catch (JsonException e)
        {
            return new Refusal(RefusalCode.Malformed, $"The body is not JSON that can be read (line {e.LineNumber + 1}, byte {e.BytePositionInLine}).", "Send one object: `{…}`, in UTF-8, each field once.");
        }
        catch (InvalidOperationException)
        {
            // What the check for fields that come twice throws at a name like "\ud83d".
            return new Refusal(RefusalCode.Malformed, "The body has a field whose name holds half a character.", "Send one object: `{…}`, in UTF-8, each field once.");
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return NotAnObject;

            try
            {
                return document.RootElement.Deserialize(type)!;
            }
            catch (JsonException e)
            {
                return WrongType(document.RootElement, e.Path);
            }
        }
    }

    /// <param name="path">As the serializer gives it: `$.username`, `$.tags[2]`.</param>
    private static Refusal WrongType(JsonElement root, string? path)
    {
        if (path is null || !path.StartsWith("$.", StringComparison.Ordinal))
            return NotAnObject;

        var field = path[2..];
        var sentence = !root.TryGetProperty(field, out var value)
            ? $"`{field}` has the wrong type."
            : value.ValueKind switch
            {
                JsonValueKind.String => $"`{field}` cannot be this string; it is of another type or holds half a character.",
                JsonValueKind.Number => $"`{field}` cannot be this number.",
                JsonValueKind.True or JsonValueKind.False => $"`{field}` cannot be true or false.",
                JsonValueKind.Null => $"`{field}` cannot be null.",
                JsonValueKind.Array => $"`{field}` cannot be an array.",
                _ => $"`{field}` cannot be an object.",
            };
        return Refusal.Invalid(field, sentence);
    }

    private static Refusal TooLarge(int maxBytes) =>
        new(RefusalCode.TooLarge, $"The body is larger than {maxBytes} bytes.", "Send less at once.");
}
