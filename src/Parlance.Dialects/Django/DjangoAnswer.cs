using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core;
using Parlance.Dialects.Hosting;

namespace Parlance.Dialects.Django;

/// <summary>One refused request: recorded, and written with the names that Django's clients read first and those of <see cref="ErrorBody"/> after them.</summary>
internal sealed class DjangoAnswer(string dialect, int status, Refusal refusal) : IResult
{
    /// <summary>Written as `code` in place of the refusal's own.</summary>
    public string? Code { get; init; }

    /// <summary>Written as arrays under their own names, which may be those of <see cref="ErrorBody"/>: then the array is what is written.</summary>
    public IReadOnlyList<(string Name, string[] Texts)> Fields { get; init; } = [];

    /// <summary>One more string of the family's own.</summary>
    public (string Name, string Value)? Also { get; init; }

    /// <summary>With a bad access token: the text in `messages`.</summary>
    public string? TokenMessage { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.RequestServices.GetRequiredService<RefusalLog>()
            .Add("http", dialect, httpContext.RouteTemplate(), refusal with { Sentence = Printable.Clip(refusal.Sentence) }, httpContext.Request.Headers.Origin);

        if (status == StatusCodes.Status401Unauthorized)
            httpContext.Response.Headers.WWWAuthenticate = "Bearer realm=\"api\"";
        var body = Refusals.ToBody(refusal) with { Status = status };
        await body.WriteAsync(httpContext, Encode(body));
    }

    private ReadOnlyMemory<byte> Encode(ErrorBody body)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            var written = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (name, texts) in Fields)
            {
                // Clients look for a string under these two, whatever a field of theirs is called.
                if (name is "detail" or "message" || !written.Add(name))
                    continue;
                json.WriteStartArray(name);
                foreach (var text in texts)
                    json.WriteStringValue(text);
                json.WriteEndArray();
            }

            if (Code is not null && written.Add("code"))
                json.WriteString("code", Code);
            if (Also is { } also && written.Add(also.Name))
                json.WriteString(also.Name, also.Value);
            if (TokenMessage is not null && written.Add("messages"))
                WriteTokenMessages(json, TokenMessage);
            body.WriteTo(json, written);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteTokenMessages(Utf8JsonWriter json, string message)
    {
        json.WriteStartArray("messages");
        json.WriteStartObject();
        json.WriteString("token_class", "AccessToken");
        json.WriteString("token_type", "access");
        json.WriteString("message", message);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
