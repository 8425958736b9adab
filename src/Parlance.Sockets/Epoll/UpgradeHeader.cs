using System.Net;
using System.Text;

namespace Parlance.Sockets.Epoll;

/// <summary>The header of one HTTP request, read strictly: whatever is unusual is left to the HTTP server, which knows how to refuse it.</summary>
internal sealed class UpgradeHeader
{
    private readonly List<(string Name, string Value)> _fields;
    private readonly string _target;

    private UpgradeHeader(string target, List<(string, string)> fields, int length)
    {
        _target = target;
        _fields = fields;
        Length = length;
    }

    /// <summary>Bytes up to and including the empty line.</summary>
    public int Length { get; }

    /// <summary>The client's Sec-WebSocket-Key.</summary>
    public string Key => Field("sec-websocket-key") ?? "";

    /// <summary>A handshake, and nothing that a body could hide behind.</summary>
    public bool IsWebSocket =>
        Handshake.IsWebSocket(Field) && Field("host") is not null && Field("content-length") is null && Field("transfer-encoding") is null;

    public static bool TryParse(ReadOnlySpan<byte> bytes, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out UpgradeHeader? header)
    {
        header = null;
        if (!bytes.StartsWith("GET /"u8))
            return false;
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0 || !Ascii.IsValid(bytes[..end]))
            return false;

        var text = Encoding.ASCII.GetString(bytes[..end]);
        var lineEnd = text.IndexOf("\r\n", StringComparison.Ordinal);
        const string version = " HTTP/1.1";
        var requestLine = lineEnd < 0 ? text : text[..lineEnd];
        if (!requestLine.EndsWith(version, StringComparison.Ordinal))
            return false;
        var target = requestLine[4..^version.Length];
        if (target.AsSpan().ContainsAnyExceptInRange('!', '~') || target.Contains('#', StringComparison.Ordinal))
            return false;

        var fields = new List<(string, string)>(16);
        for (var at = lineEnd + 2; lineEnd >= 0 && at < text.Length;)
        {
            var next = text.IndexOf("\r\n", at, StringComparison.Ordinal);
            if (next < 0)
                next = text.Length;
            var colon = text.IndexOf(':', at, next - at);
            if (colon <= at || text[colon - 1] is ' ' or '\t' || text[at] is ' ' or '\t' || text.AsSpan(at, next - at).ContainsAny('\r', '\n', '\0'))
                return false;
            var name = text[at..colon].ToLowerInvariant();
            if (fields.Exists(f => f.Item1 == name) && name is "host" or "origin" or "upgrade" or "sec-websocket-key")
                return false;
            fields.Add((name, text[(colon + 1)..next].Trim(' ', '\t')));
            at = next + 2;
        }

        header = new UpgradeHeader(target, fields, end + 4);
        return true;
    }

    public UpgradeRequest ToRequest(IPAddress remoteAddress)
    {
        var question = _target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? _target : _target[..question];
        return new UpgradeRequest(path, question < 0 ? "" : _target[(question + 1)..], remoteAddress, Field);
    }

    private string? Field(string name)
    {
        foreach (var (field, value) in _fields)
        {
            if (field == name)
                return value;
        }

        return null;
    }
}
