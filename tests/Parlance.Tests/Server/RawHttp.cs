using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Parlance.Tests.Server;

/// <summary>One request as bare bytes, so that paths and headers arrive as the test writes them, and what comes back.</summary>
internal sealed record RawHttp(int Status, string Head, string Body)
{
    /// <param name="request">Lines of the request, without the empty one at the end.</param>
    /// <param name="bodyEnd">An answer that does not tell its length is read up to this text after its head; null to the end of the connection.</param>
    public static async Task<RawHttp> Send(int port, string request, string? bodyEnd = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Eventually.Patience);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, patience.Token);
        await using var stream = new NetworkStream(socket);
        var bytes = Encoding.Latin1.GetBytes(request.ReplaceLineEndings("\r\n") + "\r\n\r\n");
        await stream.WriteAsync(bytes, patience.Token);
        using var answer = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            int read;
            while (!IsWhole(Text(), bodyEnd) && (read = await stream.ReadAsync(buffer, patience.Token)) > 0)
                answer.Write(buffer, 0, read);
        }
        catch (IOException)
        {
            // A reset is an end too.
        }

        var text = Text();
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end < 0
            ? new RawHttp(0, text, "")
            : new RawHttp(int.Parse(text.Split(' ')[1], CultureInfo.InvariantCulture), text[..end], Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text[(end + 4)..])));

        string Text() => Encoding.Latin1.GetString(answer.GetBuffer(), 0, (int)answer.Length);
    }

    private static bool IsWhole(string text, string? bodyEnd)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        var length = Regex.Match(text[..end], "Content-Length: (?<bytes>[0-9]+)", RegexOptions.ExplicitCapture);
        return length.Success
            ? text.Length >= end + 4 + int.Parse(length.Groups["bytes"].Value, CultureInfo.InvariantCulture)
            : bodyEnd is not null && text.IndexOf(bodyEnd, end, StringComparison.Ordinal) >= 0;
    }

    /// <summary>A request that ends the connection with its answer.</summary>
    public static Task<RawHttp> Get(int port, string target, params string[] headers) =>
        Send(port, string.Join('\n', [$"GET {target} HTTP/1.1", "Host: chat.example.com", "Connection: close", .. headers]));

    /// <summary>A WebSocket handshake. An accepted one is read up to <paramref name="until"/>.</summary>
    /// <param name="viaHttp">With a header larger than the fast path for handshakes looks at, which leaves it to the HTTP server.</param>
    public static Task<RawHttp> Handshake(int port, string target, bool viaHttp, string until, params string[] headers)
    {
        string[] padding = viaHttp ? ["X-Padding: " + new string('p', 16 * 1024)] : [];
        var host = headers.Any(header => header.StartsWith("Host:", StringComparison.Ordinal)) ? Array.Empty<string>() : ["Host: chat.example.com"];
        return Send(port, string.Join('\n',
            [$"GET {target} HTTP/1.1", .. host, "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", .. headers, .. padding]),
            until);
    }
}
