using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Parlance.Sockets;

/// <summary>The opening handshake of RFC 6455, section 4.2, whichever server read the request.</summary>
public static class Handshake
{
    /// <summary>Whether a GET request asks for a WebSocket in a way that can be accepted.</summary>
    /// <param name="header">A header's value by its lower-case name; null when absent.</param>
    public static bool IsWebSocket(Func<string, string?> header) =>
        string.Equals(header("upgrade"), "websocket", StringComparison.OrdinalIgnoreCase)
        && (header("connection") ?? "").Split(',', StringSplitOptions.TrimEntries).Contains("upgrade", StringComparer.OrdinalIgnoreCase)
        && header("sec-websocket-version") == "13"
        && header("sec-websocket-key") is { Length: 24 } key && Base64.IsValid(key, out var decoded) && decoded == 16;

    /// <summary>Sec-WebSocket-Accept for a Sec-WebSocket-Key.</summary>
    public static string AcceptKey(string key)
    {
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // SHA-1 is what the protocol asks for; nothing is secured by it
        SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"), hash);
#pragma warning restore CA5350
        return Convert.ToBase64String(hash);
    }
}
