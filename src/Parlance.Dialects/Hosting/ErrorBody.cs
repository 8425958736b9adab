using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Parlance.Dialects.Hosting;

/// <summary>The one JSON shape of every failed request (contracts R1): the names that each family's client reads, and those of RFC 9457.</summary>
/// <param name="Code">Stable, snake_case: `not_found`.</param>
/// <param name="Title">The code in words, the same for every occurrence: `Not found`.</param>
/// <param name="Message">What happened this time; sent as `message` and `detail`. Never the text of an exception.</param>
/// <param name="Remedy">What the caller can do.</param>
public sealed record ErrorBody(int Status, string Code, string Title, string Message, string Remedy)
{
    /// <summary>The offending field, or null.</summary>
    public string? Field { get; init; }

    /// <summary>Each thing that is wrong with the body, for clients that look for them; null when not told one by one.</summary>
    public IReadOnlyList<FieldError>? Errors { get; init; }

    /// <summary>Sent as `retry_after_ms` and, in whole seconds rounded up, as the `Retry-After` header.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Writes status, headers and body. The response must not have started.</summary>
    /// <param name="contentType">`application/problem+json` on the native dialect; the older clients look for `application/json`.</param>
    public Task WriteAsync(HttpContext context, string contentType = "application/json") => WriteAsync(context, Encode(), contentType);

    public ReadOnlyMemory<byte> Encode()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteTo(json, []);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>As the other, with a body that a dialect has put together; a challenge that it has set stays.</summary>
    internal async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body, string contentType = "application/json")
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = contentType;
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (Status == StatusCodes.Status401Unauthorized && response.Headers.WWWAuthenticate.Count == 0)
            response.Headers.WWWAuthenticate = "Bearer";

        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Writes the properties into an object that is open.</summary>
    /// <param name="except">Names that mean something else there.</param>
    internal void WriteTo(Utf8JsonWriter json, IReadOnlyCollection<string> except)
    {
        Text("type", $"urn:parlance:refusal:{Code}");
        Text("title", Title);
        Number("status", Status);
        Text("code", Code);
        Text("message", Message);
        Text("detail", Message);
        Text("remedy", Remedy);
        if (Field is not null)
            Text("field", Field);
        if (RetryAfter is { } wait)
            Number("retry_after_ms", (long)Math.Ceiling(wait.TotalMilliseconds));
        if (Errors is not null && !except.Contains("errors"))
            WriteErrors(json, Errors);

        void Text(string name, string value)
        {
            if (!except.Contains(name))
                json.WriteString(name, value);
        }

        void Number(string name, long value)
        {
            if (!except.Contains(name))
                json.WriteNumber(name, value);
        }
    }

    private static void WriteErrors(Utf8JsonWriter json, IReadOnlyList<FieldError> errors)
    {
        json.WriteStartArray("errors");
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("type", error.Type);
            json.WriteStartArray("loc");
            foreach (var part in error.Loc)
                json.WriteStringValue(part);
            json.WriteEndArray();
            json.WriteString("msg", error.Msg);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
