using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Parlance.Scenarios.Harness;

/// <summary>A WebSocket client that does as it is told, wrong things included, and shows every frame and close code that comes back.</summary>
public sealed class WireSocket : IAsyncDisposable
{
    public const byte Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private NetworkStream? _stream;
    private BufferedStream? _reader;
    private int _lastId = 100;

    /// <param name="OpCode">As on the wire.</param>
    public sealed record Frame(byte OpCode, bool Final, byte[] Payload)
    {
        public string Words => Encoding.UTF8.GetString(Payload);

        public int? CloseCode => OpCode == Close && Payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(Payload) : null;

        public string CloseReason => Payload.Length > 2 ? Encoding.UTF8.GetString(Payload.AsSpan(2)) : "";
    }

    /// <summary>The lines of the answer to the handshake.</summary>
    public IReadOnlyList<string> Answer { get; private set; } = [];

    public bool AnswersPings { get; set; } = true;

    public int PingsSeen { get; private set; }

    /// <summary>TCP alone: the handshake is up to the story.</summary>
    public static async Task<WireSocket> DialAsync(int port, int? receiveBuffer = null)
    {
        var wire = new WireSocket();
        if (receiveBuffer is { } bytes)
            wire._socket.ReceiveBufferSize = bytes;
        await wire._socket.ConnectAsync(IPAddress.Loopback, port);
        wire._stream = new NetworkStream(wire._socket);
        wire._reader = new BufferedStream(wire._stream, 8 * 1024);
        return wire;
    }

    /// <summary>TCP and a good handshake.</summary>
    public static async Task<WireSocket> ConnectAsync(int port, string path = "/ws/v1", int? receiveBuffer = null, params string[] headers)
    {
        var wire = await DialAsync(port, receiveBuffer);
        var status = await wire.HandshakeAsync(path, headers);
        status.ShouldStartWith("HTTP/1.1 101");
        return wire;
    }

    /// <returns>The status line of the answer.</returns>
    public async Task<string> HandshakeAsync(string path = "/ws/v1", params string[] headers)
    {
        var extra = string.Concat(headers.Select(h => h + "\r\n"));
        await SendRawAsync(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
            $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{extra}\r\n"));
        Answer = await ReadHeadersAsync();
        return Answer[0];
    }

    public ValueTask SendRawAsync(ReadOnlyMemory<byte> bytes) => _stream!.WriteAsync(bytes);

    public Task SendTextAsync(string text) => SendFrameAsync(Text, Encoding.UTF8.GetBytes(text));

    /// <param name="reserved">Bits of RSV1 (4), RSV2 (2), RSV3 (1).</param>
    /// <param name="claimedLength">What the header says instead of the payload's true length.</param>
    public async Task SendFrameAsync(byte opCode, ReadOnlyMemory<byte> payload, bool final = true, bool masked = true, int reserved = 0, ulong? claimedLength = null)
    {
        var frame = new List<byte> { (byte)((final ? 0x80 : 0) | (reserved << 4) | opCode) };
        var length = claimedLength ?? (ulong)payload.Length;
        var maskBit = masked ? 0x80 : 0;
        if (length < 126)
        {
            frame.Add((byte)(maskBit | (int)length));
        }
        else if (length <= ushort.MaxValue)
        {
            frame.AddRange([(byte)(maskBit | 126), (byte)(length >> 8), (byte)length]);
        }
        else
        {
            frame.Add((byte)(maskBit | 127));
            var bytes = new byte[8];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, length);
            frame.AddRange(bytes);
        }

        byte[] mask = [0x12, 0x34, 0x56, 0x78];
        if (masked)
            frame.AddRange(mask);
        var body = payload.ToArray();
        for (var i = 0; masked && i < body.Length; i++)
            body[i] ^= mask[i % 4];
        frame.AddRange(body);
        await SendRawAsync(frame.ToArray());
    }

    /// <summary>Next frame, pings answered and skipped; null when the connection ended without one.</summary>
    public async Task<Frame?> ReadFrameAsync(TimeSpan? within = null)
    {
        using var patience = new CancellationTokenSource(within ?? Eventually.Patience);
        try
        {
            while (true)
            {
                var head = await ReadAsync(2, patience.Token);
                var length = (ulong)(head[1] & 0x7F);
                if (length == 126)
                    length = BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2, patience.Token));
                else if (length == 127)
                    length = BinaryPrimitives.ReadUInt64BigEndian(await ReadAsync(8, patience.Token));

                (head[1] & 0x80).ShouldBe(0, "a server must not mask");
                var frame = new Frame((byte)(head[0] & 0x0F), (head[0] & 0x80) != 0, await ReadAsync((int)length, patience.Token));
                if (frame.OpCode != Ping)
                    return frame;
                PingsSeen++;
                if (AnswersPings)
                    await SendFrameAsync(Pong, frame.Payload);
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return null;
        }
    }

    /// <summary>Reads until the server closes.</summary>
    /// <returns>Code and reason; code null when the connection ended without a close frame.</returns>
    public async Task<(int? Code, string Reason)> ReadCloseAsync(TimeSpan? within = null)
    {
        while (await ReadFrameAsync(within) is { } frame)
        {
            if (frame.OpCode == Close)
                return (frame.CloseCode, frame.CloseReason);
        }

        return (null, "");
    }

    /// <summary>Reads until a frame that is the answer to <paramref name="id"/>.</summary>
    public async Task<JsonElement> ReadReplyAsync(int id)
    {
        while (await ReadFrameAsync() is { } frame)
        {
            frame.OpCode.ShouldBe(Text, $"while waiting for the reply to {id}: {frame.CloseCode} {frame.CloseReason}");
            using var json = JsonDocument.Parse(frame.Payload);
            if (!json.RootElement.TryGetProperty("type", out _) && json.RootElement.TryGetProperty("id", out var got)
                && got.ValueKind == JsonValueKind.Number && got.GetInt64() == id)
                return json.RootElement.Clone();
        }

        throw new ShouldAssertException($"The connection ended before the reply to {id}.");
    }

    /// <summary>Sends a command under an id of its own and answers the reply.</summary>
    /// <param name="command">The JSON object without `id`.</param>
    public async Task<JsonElement> AskAsync(string command)
    {
        var id = ++_lastId;
        await SendTextAsync($"{{\"id\":{id},{command[1..]}");
        return await ReadReplyAsync(id);
    }

    /// <summary>Reads until a reply that is an error, whatever its id.</summary>
    public async Task<JsonElement> ReadErrorAsync()
    {
        while (await ReadFrameAsync() is { } frame)
        {
            frame.OpCode.ShouldBe(Text, $"while waiting for an error: {frame.CloseCode} {frame.CloseReason}");
            using var json = JsonDocument.Parse(frame.Payload);
            if (json.RootElement.TryGetProperty("error", out var error))
                return error.Clone();
        }

        throw new ShouldAssertException("The connection ended before an error came.");
    }

    /// <summary>Enters as a guest and answers the reply to hello.</summary>
    public async Task<JsonElement> HelloAsync(string name)
    {
        await SendTextAsync($$$"""{"id":1,"type":"hello","guest":{"name":"{{{name}}}"}}""");
        return (await ReadReplyAsync(1)).GetProperty("ok");
    }

    /// <summary>Bytes as they come; 0 when the server is done.</summary>
    public ValueTask<int> ReadRawAsync(Memory<byte> buffer) => _reader!.ReadAsync(buffer);

    /// <summary>Reads until the server hangs up, whatever it says before.</summary>
    public async Task ReadToEndAsync()
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        try
        {
            var buffer = new byte[1024];
            while (await _reader!.ReadAsync(buffer, patience.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Reset is an end too.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stream is not null)
            await _stream.DisposeAsync();
        _socket.Dispose();
    }

    private async Task<List<string>> ReadHeadersAsync()
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        var text = new StringBuilder();
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            text.Append((char)(await ReadAsync(1, patience.Token))[0]);
        return [.. text.ToString().Split("\r\n")];
    }

    private async Task<byte[]> ReadAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        await _reader!.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
