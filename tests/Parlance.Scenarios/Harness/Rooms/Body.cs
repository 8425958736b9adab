using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parlance.Scenarios.Harness.Rooms;

/// <summary>JSON as the rooms front end writes it, and reads it.</summary>
public static class Body
{
    /// <summary>One object of these fields, in this order; values are strings, numbers, booleans, null, or JSON.</summary>
    public static string Of(params (string Name, object? Value)[] fields)
    {
        var body = new JsonObject();
        foreach (var (name, value) in fields)
        {
            body[name] = value switch
            {
                null => null,
                string text => JsonValue.Create(text),
                int number => JsonValue.Create(number),
                long number => JsonValue.Create(number),
                bool flag => JsonValue.Create(flag),
                JsonNode node => node,
                _ => throw new ArgumentException($"`{name}` is a {value.GetType()}", nameof(fields)),
            };
        }

        return body.ToJsonString();
    }

    public static JsonArray List(params string[] items) => new([.. items.Select(i => JsonValue.Create(i))]);

    /// <summary>The string of that name; null when it is absent or null.</summary>
    public static string? Text(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;

    public static long Number(this JsonElement json, string name) => json.GetProperty(name).GetInt64();

    public static IEnumerable<string?> Texts(this JsonElement array, string name) => array.EnumerateArray().Select(e => e.Text(name));

    public static IEnumerable<string?> Texts(this IEnumerable<JsonElement> items, string name) => items.Select(e => e.Text(name));

    /// <summary>Checks a time of the wire: UTC with a zone, within the hour.</summary>
    public static DateTimeOffset ShouldBeRecent(this string? time)
    {
        time.ShouldNotBeNull();
        time.ShouldEndWith("Z");
        var at = DateTimeOffset.Parse(time);
        at.ShouldBeInRange(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddMinutes(1));
        return at;
    }
}
