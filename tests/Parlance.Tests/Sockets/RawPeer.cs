using System.Net;
using System.Net.Sockets;
using System.Text;
using Parlance.Core;
using Parlance.Sockets;

namespace Parlance.Tests.Sockets;

/// <summary>A WebSocket client as bare bytes on a real socket.</summary>
internal sealed class RawPeer : IDisposable
{
    public const string Handshake =
        "GET /echo HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public static async Task<RawPeer> Dial(EndPoint server)
    {
        var peer = new RawPeer();
        await peer._socket.ConnectAsync(server, TestContext.Current.CancellationToken);
        return peer;
    }

    /// <summary>Dials and shakes hands.</summary>
    public static async Task<RawPeer> Connect(EndPoint server)
    {
        var peer = await Dial(server);
        await peer.Sends(Encoding.ASCII.GetBytes(Handshake));
        (await peer.ReadsUntil("\r\n\r\n")).ShouldContain("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        return peer;
    }

    public async Task Sends(ReadOnlyMemory<byte> bytes) => await _socket.SendAsync(bytes, TestContext.Current.CancellationToken);

    public Task Says(string text) => Sends(FrameParserTests.Masked(0x81, Encoding.UTF8.GetBytes(text)));

    public async Task<byte[]> Reads(int count)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            var more = await _socket.ReceiveAsync(bytes.AsMemory(read), TestContext.Current.CancellationToken);
            more.ShouldBeGreaterThan(0, "the server hung up");
            read += more;
        }

        return bytes;
    }

    /// <summary>Everything up to the server's hanging up.</summary>
    public async Task<byte[]> ReadsToTheEnd()
    {
        await using var stream = new NetworkStream(_socket);
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, TestContext.Current.CancellationToken);
        return all.ToArray();
    }

    /// <summary>Ends without a word, with a reset.</summary>
    public void Drops()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();

    private async Task<string> ReadsUntil(string end)
    {
        var text = "";
        while (!text.EndsWith(end, StringComparison.Ordinal))
            text += Encoding.ASCII.GetString(await Reads(1));
        return text;
    }
}

/// <summary>Opens `/echo` for everybody and nothing else, at once or when told to.</summary>
internal sealed class EchoGate : IUpgradeGate
{
    /// <summary>Set: nothing is decided before it completes.</summary>
    public Task? Until { get; set; }

    public ValueTask<AcceptedUpgrade?> TryAcceptAsync(UpgradeRequest request) => Until is { } until ? DecideAsync(request, until) : new(Decide(request));

    public bool IsAsked { get; private set; }

    private async ValueTask<AcceptedUpgrade?> DecideAsync(UpgradeRequest request, Task until)
    {
        IsAsked = true;
        await until;
        return Decide(request);
    }

    private static AcceptedUpgrade? Decide(UpgradeRequest request) =>
        request.Path == "/echo" ? new AcceptedUpgrade(Open, EventCodec.Shared, request.RemoteAddress.ToString()) : null;

    public static SocketSession Open(Connection connection)
    {
        // It follows something, so that what a connection leaves behind would show.
        connection.Loop.Registry.Follow(connection, Topic.Of(new ConversationId(1)), 0);
        return new EchoSession(connection);
    }
}
