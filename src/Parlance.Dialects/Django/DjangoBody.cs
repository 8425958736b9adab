using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Parlance.Core;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Media;
using static Parlance.Dialects.Django.DjangoWords;

namespace Parlance.Dialects.Django;

/// <summary>The fields of a request, read one by one as the REST framework's serializers do: what is wrong with any of them is collected and answered together.</summary>
/// <remarks>
/// An endpoint reads every field and then returns <see cref="Refused"/> if that is not null. JSON, multipart and urlencoded bodies look alike here; an empty body has
/// no fields. Absent, null and unfit values read as null; <see cref="Has"/> tells absent from null.
/// </remarks>
internal sealed class DjangoBody
{
    private readonly IReadOnlyDictionary<string, JsonElement> _fields;
    private readonly IReadOnlyList<FormPart> _files;
    private readonly DjangoErrors _errors;
    private readonly List<(string Field, string Text)> _wrong = [];

    private DjangoBody(IReadOnlyDictionary<string, JsonElement> fields, IReadOnlyList<FormPart> files, DjangoErrors errors)
    {
        _fields = fields;
        _files = files;
        _errors = errors;
    }

    /// <summary>400 with everything that was wrong so far; null when nothing was.</summary>
    public IResult? Refused => _wrong.Count == 0 ? null : _errors.Fields(_wrong);

    public DjangoWords Words => _errors.Words;

    /// <param name="maxFileBytes">What an endpoint that takes files takes; 0: none, and a form counts as a body like any other. Files are held in memory: check first who calls.</param>
    /// <returns>The fields, or `malformed`, `too_large`, `rate_limited` for <see cref="DjangoErrors.Of"/>.</returns>
    public static async ValueTask<Outcome<DjangoBody>> ReadAsync(HttpContext http, DjangoErrors errors, int maxBytes = JsonBody.DefaultMaxBytes, int maxFileBytes = 0)
    {
        var request = http.Request;
        if (DjangoForm.IsForm(request))
        {
            return (await DjangoForm.ReadAsync(request, maxBytes, maxFileBytes)).TryGet(out var parts, out var refused)
                ? new DjangoBody(DjangoForm.Fields(parts), [.. parts.Where(part => part.FileName is not null)], errors)
                : refused;
        }

        return (await JsonBody.ReadAsync(request, DjangoJson.Default.Raw, maxBytes, whenEmpty: new Raw())).TryGet(out var raw, out var refusal)
            ? new DjangoBody(raw.Fields, [], errors)
            : refusal;
    }

    public bool Has(string field) => _fields.ContainsKey(field) || _files.Any(file => file.Name == field);

    /// <summary>Adds a complaint of the endpoint's own.</summary>
    public void Refuse(string field, string text) => _wrong.Add((field, text));

    /// <summary>A string that must be there and hold more than white space.</summary>
    /// <param name="trim">False for passwords.</param>
    public string? RequiredText(string field, int max = int.MaxValue, int min = 0, bool trim = true)
    {
        if (!_fields.TryGetValue(field, out var value))
            return Wrong(field, Words.Required);
        if (value.ValueKind == JsonValueKind.Null)
            return Wrong(field, Words.Null);
        if (ReadText(field, value, trim) is not { } text)
            return null;
        if (string.IsNullOrWhiteSpace(text))
            return Wrong(field, Words.Blank);
        return Fitting(field, text, max, min);
    }

    /// <summary>A string that may be absent, null or blank.</summary>
    /// <returns>Trimmed; null when absent or null, empty when blank.</returns>
    public string? Text(string field, int max = int.MaxValue) =>
        _fields.TryGetValue(field, out var value) && value.ValueKind != JsonValueKind.Null && ReadText(field, value, trim: true) is { } text ? Fitting(field, text, max, 0) : null;

    /// <summary>One of some words.</summary>
    public string? Choice(string field, IReadOnlyCollection<string> choices)
    {
        var text = RequiredText(field);
        return text is null || choices.Contains(text) ? text : Wrong(field, About(Words.NotChoice, Printable.Clip(text)));
    }

    /// <summary>A whole number, also one written as a string.</summary>
    public long? Integer(string field, bool required = true)
    {
        if (!_fields.TryGetValue(field, out var value))
            return required ? Missing<long>(field, Words.Required) : null;
        if (value.ValueKind == JsonValueKind.Null)
            return required ? Missing<long>(field, Words.Null) : null;
        return ReadInteger(value) ?? Missing<long>(field, Words.NotInteger);
    }

    /// <summary>A number, also one written as a string; null when absent or null.</summary>
    public double? Number(string field, double min = double.MinValue, double max = double.MaxValue)
    {
        if (!_fields.TryGetValue(field, out var value) || IsNothing(value))
            return null;
        var text = value.ValueKind switch { JsonValueKind.Number => value.GetRawText(), JsonValueKind.String => PlainText(value), _ => null };
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            return Missing<double>(field, Words.NotNumber);
        if (number < min)
            return Missing<double>(field, About(Words.TooSmall, min));
        return number > max ? Missing<double>(field, About(Words.TooLarge, max)) : number;
    }

    /// <summary>Also the strings and numbers that the REST framework takes for one; null when absent or null.</summary>
    public bool? Boolean(string field)
    {
        if (!_fields.TryGetValue(field, out var value) || IsNothing(value))
            return null;
        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => (value.ValueKind == JsonValueKind.Number ? value.GetRawText() : PlainText(value))?.ToUpperInvariant() switch
            {
                "TRUE" or "1" or "YES" or "ON" or "T" or "Y" => true,
                "FALSE" or "0" or "NO" or "OFF" or "F" or "N" => false,
                _ => Missing<bool>(field, Words.NotBoolean),
            },
        };
    }

    /// <summary>`2000-12-31`; null when absent, null or blank.</summary>
    public DateOnly? Date(string field)
    {
        if (!_fields.TryGetValue(field, out var value) || IsNothing(value))
            return null;
        return DateOnly.TryParseExact(PlainText(value), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : Missing<DateOnly>(field, Words.NotDate);
    }

    /// <summary>Whole numbers in an array, or in a string that holds one: `[1,2]`, `"[1,2]"`, `["1","2"]`, a field of a form given twice. Null when absent or null.</summary>
    public IReadOnlyList<long>? Integers(string field)
    {
        if (List(field) is not { } items)
            return null;
        var numbers = items.Select(ReadInteger).ToList();
        if (!numbers.Contains(null))
            return [.. numbers.Select(number => number!.Value)];
        Refuse(field, Words.NotInteger);
        return null;
    }

    /// <summary>Strings in an array, or in a string that holds one. Null when absent or null.</summary>
    public IReadOnlyList<string>? Texts(string field)
    {
        if (List(field) is not { } items)
            return null;
        var texts = items.Select(PlainText).ToList();
        if (!texts.Contains(null))
            return [.. texts.Select(text => text!)];
        Refuse(field, Words.NotText);
        return null;
    }

    /// <summary>A file of a form; null when there is none. Something else under its name is refused.</summary>
    public FormPart? File(string field)
    {
        if (_files.FirstOrDefault(file => file.Name == field) is { } file)
            return file;
        if (_fields.TryGetValue(field, out var value) && !IsNothing(value))
            Refuse(field, Words.NoFile);
        return null;
    }

    private IReadOnlyList<JsonElement>? List(string field)
    {
        if (!_fields.TryGetValue(field, out var value) || IsNothing(value))
            return null;
        if (value.ValueKind == JsonValueKind.String && DjangoForm.TryParseArray(PlainText(value), out var inside))
            value = inside;
        else if (ReadInteger(value) is not null)
            return [value]; // a form's field that came once
        if (value.ValueKind == JsonValueKind.Array)
            return [.. value.EnumerateArray()];
        Refuse(field, Words.NotList);
        return null;
    }

    private string? ReadText(string field, JsonElement value, bool trim)
    {
        if (PlainText(value) is not { } text)
            return Wrong(field, Words.NotText);
        if (text.Contains('\0', StringComparison.Ordinal))
            return Wrong(field, Words.NullCharacters);
        return trim ? text.Trim() : text;
    }

    private string? Fitting(string field, string text, int max, int min)
    {
        if (text.Length > max && text.EnumerateRunes().Count() > max)
            return Wrong(field, About(Words.TooLong, max));
        return text.Length < min ? Wrong(field, About(Words.TooShort, min)) : text;
    }

    private string? Wrong(string field, string text)
    {
        Refuse(field, text);
        return null;
    }

    private T? Missing<T>(string field, string text)
        where T : struct
    {
        Refuse(field, text);
        return null;
    }

    private static bool IsNothing(JsonElement value) => value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && value.ValueEquals(""));

    private static long? ReadInteger(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.String when long.TryParse(PlainText(value), NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    /// <returns>Null for what is no string, or one with half a character.</returns>
    private static string? PlainText(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A JSON object of any fields.</summary>
    internal sealed class Raw
    {
        [JsonExtensionData]
        public Dictionary<string, JsonElement> Fields { get; set; } = [];
    }
}
