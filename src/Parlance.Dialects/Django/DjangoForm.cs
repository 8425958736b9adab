using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Parlance.Core;
using Parlance.Dialects.Hosting.Media;

namespace Parlance.Dialects.Django;

/// <summary>Reads forms, which the REST framework takes wherever it takes JSON.</summary>
internal static class DjangoForm
{
    private const int MaxFields = 64;
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private static readonly Refusal Broken = new(RefusalCode.Malformed, "The form cannot be read.", "Send it again whole, in UTF-8.");

    public static bool IsForm(HttpRequest request) => ImageForm.IsForm(request) || IsUrlEncoded(request);

    /// <returns>The parts, or `malformed`, `too_large`, `rate_limited`.</returns>
    public static async Task<Outcome<IReadOnlyList<FormPart>>> ReadAsync(HttpRequest request, int maxBytes, int maxFileBytes)
    {
        if (IsUrlEncoded(request))
            return await ReadUrlEncodedAsync(request, maxBytes);
        return (await ImageForm.ReadPartsAsync(request, maxFileBytes > 0 ? maxFileBytes + maxBytes : maxBytes, isUpload: maxFileBytes > 0)).TryGet(out var parts, out var refusal)
            ? parts.Where(part => part.FileName is null).All(part => IsUtf8(part.Content.Span)) ? Outcome.Of(parts) : Broken
            : refusal;
    }

    /// <summary>The plain values as JSON would bring them: a string, or an array of them where a name comes more than once.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Fields(IReadOnlyList<FormPart> parts) => parts
        .Where(part => part.FileName is null)
        .GroupBy(part => part.Name, part => Utf8.GetString(part.Content.Span), StringComparer.Ordinal)
        .ToDictionary(
            field => field.Key,
            field => field.Count() == 1
                ? JsonSerializer.SerializeToElement(field.First(), DjangoJson.Default.String)
                : JsonSerializer.SerializeToElement([.. field], DjangoJson.Default.StringArray),
            StringComparer.Ordinal);

    /// <summary>`[1,2]` as a text, which clients send in forms.</summary>
    public static bool TryParseArray([NotNullWhen(true)] string? text, out JsonElement array)
    {
        array = default;
        if (text is null || !text.AsSpan().TrimStart().StartsWith("["))
            return false;
        try
        {
            using var document = JsonDocument.Parse(text);
            array = document.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsUrlEncoded(HttpRequest request) => request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    private static async Task<Outcome<IReadOnlyList<FormPart>>> ReadUrlEncodedAsync(HttpRequest request, int maxBytes)
    {
        if (request.ContentLength > maxBytes)
            return TooLarge(maxBytes);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = maxBytes;

        try
        {
            var form = await new FormPipeReader(request.BodyReader) { ValueCountLimit = MaxFields, KeyLengthLimit = maxBytes, ValueLengthLimit = maxBytes }
                .ReadFormAsync(request.HttpContext.RequestAborted);
            return Outcome.Of<IReadOnlyList<FormPart>>([.. form.SelectMany(field => field.Value, (field, value) => new FormPart(field.Key, null, null, Utf8.GetBytes(value ?? "")))]);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge(maxBytes);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or EncoderFallbackException)
        {
            return Broken;
        }
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);

    private static Refusal TooLarge(int maxBytes) => new(RefusalCode.TooLarge, $"The body is larger than {maxBytes} bytes.", "Send less at once.");
}
