using System.Text;
using System.Text.RegularExpressions;
using Parlance.Tests.Dialects.Native;

namespace Parlance.Tests.Fuzz;

/// <summary>Frames that are nearly right: the examples of the wire page and every command, then bent.</summary>
internal static partial class Mutations
{
    private static readonly string[] Examples = [.. NativeWirePage.Examples.Values, .. NativeFrames.Readers.Keys.Select(Command)];

    private static readonly string[] Names = [.. NativeFrames.Readers.Keys];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1", "1.5", "1e5", "1e999", "9007199254740991", "9007199254740992", "9223372036854775807", "99999999999999999999",
        "\"\"", "\"x\"", "\"\\ud83d\"", "\"\\udc00\\ud83d\"", "\"\\u0000\"", "\"\\u202e\"", "[]", "[1,2]", "[[[]]]", "[null]", "{}", "{\"name\":7}", "{\"key\":{}}",
        "\"" + new string('y', 20_000) + "\"", string.Concat(Enumerable.Repeat("[", 12)) + string.Concat(Enumerable.Repeat("]", 12)),
        string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + string.Concat(Enumerable.Repeat("}", 40)), new string('[', 3_000),
    ];

    public static byte[] Frame(Random random)
    {
        var text = Pick(random, Examples);
        for (var i = random.Next(3); i > 0; i--)
            text = BendText(random, text);
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var i = random.Next(3) - 1; i > 0; i--)
            bytes = BendBytes(random, bytes);
        return bytes;
    }

    public static byte[] BendBytes(Random random, byte[] bytes)
    {
        if (bytes.Length == 0)
            return bytes;
        var at = random.Next(bytes.Length);
        var length = random.Next(Math.Min(20, bytes.Length - at)) + 1;
        switch (random.Next(6))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                return bytes[..at];
            case 2:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 3:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 4:
                return [.. bytes[..at], (byte)random.Next(0x80, 0x100), .. bytes[at..]];
            default:
                return [.. bytes[..at], .. "\\ud800"u8, .. bytes[at..]];
        }
    }

    private static string BendText(Random random, string text)
    {
        switch (random.Next(4))
        {
            case 0 when Type().IsMatch(text):
                return Type().Replace(text, $"\"type\":\"{Pick(random, Names)}\"", 1);
            case 1:
                return text.Length > 1 ? text.Insert(1, $"\"{Pick(random, ["id", "type", "conversation", "content", "client_id", "users", "x", "\\ud800"])}\":{Pick(random, Values)},") : text;
            default:
                var values = Value().Matches(text);
                if (values.Count == 0)
                    return text;
                var match = values[random.Next(values.Count)];
                return text[..match.Index] + ":" + Pick(random, Values) + text[(match.Index + match.Length)..];
        }
    }

    /// <summary>A command with every field that any command has.</summary>
    private static string Command(string name) =>
        $$"""{"id":9,"type":"{{name}}","conversation":1,"message":2,"user":1,"users":[1,2],"name":"n","members":[1],"content":"c","emoji":"e","on":true,"role":"member","read":1,"limit":5}""";

    private static string Pick(Random random, string[] list) => list[random.Next(list.Length)];

    [GeneratedRegex("\"type\":\"[a-z_]*\"")]
    private static partial Regex Type();

    [GeneratedRegex(":(\"[^\"]*\"|[0-9]+|true|false|null)", RegexOptions.ExplicitCapture)]
    private static partial Regex Value();
}
