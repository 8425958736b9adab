using System.Net;
using System.Text;
using Parlance.Sockets.Epoll;

namespace Parlance.Tests.Sockets;

public class UpgradeHeaderTests
{
    private const string Good =
        "GET /ws/v1?token=a%20b HTTP/1.1\r\nHost: chat.example.com\r\nUpgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin:\thttps://app.example.com \r\n\r\n";

    [Fact]
    public void A_handshake_is_read_whole()
    {
        Parse(Good + "frames that came with it", out var header).ShouldBeTrue();

        header!.Length.ShouldBe(Good.Length);
        header.IsWebSocket.ShouldBeTrue();
        header.Key.ShouldBe("dGhlIHNhbXBsZSBub25jZQ==");
        var request = header.ToRequest(IPAddress.Loopback);
        request.Path.ShouldBe("/ws/v1");
        request.Query.ShouldBe("token=a%20b");
        request.Header("origin").ShouldBe("https://app.example.com");
        request.Header("cookie").ShouldBeNull();
        Parlance.Sockets.Handshake.AcceptKey(header.Key).ShouldBe("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    [Fact]
    public void Every_cut_of_a_handshake_is_left_to_the_http_server()
    {
        for (var length = 0; length < Good.Length; length++)
            Parse(Good[..length], out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("GET /", "POST /")]
    [InlineData("GET /", "get /")]
    [InlineData("GET /", "GET http://chat.example.com/")]
    [InlineData("HTTP/1.1", "HTTP/1.0")]
    [InlineData("/ws/v1", "/ws v1")]
    [InlineData("/ws/v1", "/ws/\u0001")]
    [InlineData("/ws/v1", "/ws/\0")]
    [InlineData("/ws/v1", "/ws/\u007f")]
    [InlineData("/ws/v1", "/ws/v1#x")]
    [InlineData("/ws/v1", "/ws/é")]
    [InlineData("Host: ", "Host : ")]
    [InlineData("Host: ", " Host: ")]
    [InlineData("Host: ", ": ")]
    [InlineData("Host: chat", "Host: chat\nX: y")]
    [InlineData("Host: chat", "Host: chat\0")]
    [InlineData("Host: chat", "no colon\r\nHost: chat")]
    [InlineData("Host: chat", "Host: other\r\nhost: chat")]
    [InlineData("Upgrade: W", "Upgrade: h2c\r\nUpgrade: W")]
    [InlineData("Origin:", "Origin: https://evil.example\r\norigin:")]
    public void Whatever_is_unusual_is_left_to_the_http_server(string what, string by) =>
        Parse(Good.Replace(what, by, StringComparison.Ordinal), out _).ShouldBeFalse();

    [Theory]
    [InlineData("Upgrade: WebSocket", "Upgrade: h2c")]
    [InlineData("keep-alive, Upgrade", "keep-alive")]
    [InlineData("Version: 13", "Version: 8")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZQ==")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "!!!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("Host: chat.example.com\r\n", "")]
    [InlineData("Host:", "Content-Length: 5\r\nHost:")]
    [InlineData("Host:", "Transfer-Encoding: chunked\r\nHost:")]
    public void What_is_no_handshake_in_order_is_none(string what, string by)
    {
        Parse(Good.Replace(what, by, StringComparison.Ordinal), out var header).ShouldBeTrue();
        header!.IsWebSocket.ShouldBeFalse();
    }

    private static bool Parse(string text, out UpgradeHeader? header) => UpgradeHeader.TryParse(Encoding.Latin1.GetBytes(text), out header);
}
