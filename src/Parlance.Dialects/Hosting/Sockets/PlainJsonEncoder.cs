using System.Buffers;
using System.Text.Encodings.Web;

namespace Parlance.Dialects.Hosting.Sockets;

/// <summary>Escapes what RFC 8259 demands and nothing else: quotes, backslashes, control characters.</summary>
/// <remarks>The framework's own relaxed encoder still writes every emoji as twelve ASCII bytes, and chat is full of emoji.</remarks>
internal sealed unsafe class PlainJsonEncoder : JavaScriptEncoder
{
    // Surrogates stop the search only to be looked at: a pair passes, half of one does not.
    private static readonly SearchValues<char> Stops = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\', .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c)]);

    public static readonly PlainJsonEncoder Instance = new();

    private PlainJsonEncoder()
    {
    }

    public override int MaxOutputCharactersPerInputCharacter => 6;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < 0x20 or '"' or '\\';

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var span = new ReadOnlySpan<char>(text, textLength);
        for (var at = 0; at < span.Length;)
        {
            var next = span[at..].IndexOfAny(Stops);
            if (next < 0)
                return -1;
            at += next;
            if (!char.IsHighSurrogate(span[at]) || at + 1 == span.Length || !char.IsLowSurrogate(span[at + 1]))
                return at;
            at += 2;
        }

        return -1;
    }

    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var name = unicodeScalar switch { '"' => '"', '\\' => '\\', '\n' => 'n', '\r' => 'r', '\t' => 't', '\b' => 'b', '\f' => 'f', _ => '\0' };
        Span<char> text = ['\\', name, '\0', '\0', '\0', '\0'];
        if (name != '\0')
            text = text[..2];
        else
            text.TryWrite($"\\u{unicodeScalar:X4}", out _);

        var fits = text.TryCopyTo(new Span<char>(buffer, bufferLength));
        numberOfCharactersWritten = fits ? text.Length : 0;
        return fits;
    }
}
