using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Parlance.Client.Transport;

namespace Parlance.Tests.Client;

/// <summary>The other end of the client's transport, played by the test: takes connections, reads commands, says whatever the story needs.</summary>
public sealed class PlayedServer : IParlanceTransportFactory
{
    private readonly Channel<Line> _lines = Channel.CreateUnbounded<Line>();
    private volatile bool _unreachable;

    public const string Hello = """{"user":{"id":12,"key":"k","name":"Ana","role":"member","guest":false,"created_at":0},"position":100,"resume":"none","max_frame_bytes":65536}""";

    /// <summary>Connections fail while this is true.</summary>
    public bool IsUnreachable { get => _unreachable; set => _unreachable = value; }

    public async ValueTask<IParlanceTransport> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        if (_unreachable)
            throw new IOException("unreachable");
        var line = new Line();
        await _lines.Writer.WriteAsync(line, cancellationToken);
        return line;
    }

    /// <summary>The next connection, not yet greeted.</summary>
    public async Task<Line> Accepts()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        return await _lines.Reader.ReadAsync(patience.Token);
    }

    /// <summary>The next connection, its hello answered.</summary>
    /// <param name="ok">The body of the answer.</param>
    public async Task<Line> Welcomes(string ok = Hello)
    {
        var line = await Accepts();
        line.Greeting = await line.Reads("hello");
        line.Answers(line.Greeting, ok);
        return line;
    }

    public sealed class Line : IParlanceTransport
    {
        private readonly Channel<string> _toServer = Channel.CreateUnbounded<string>();
        private readonly Channel<object> _toClient = Channel.CreateUnbounded<object>();
        private volatile bool _gone;

        public JsonElement Greeting { get; set; }

        /// <summary>The client gave this connection up.</summary>
        public bool IsGone => _gone;

        public async Task<JsonElement> Reads(string type)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            using var json = JsonDocument.Parse(await _toServer.Reader.ReadAsync(patience.Token));
            json.RootElement.GetProperty("type").GetString().ShouldBe(type);
            return json.RootElement.Clone();
        }

        public bool TryRead(out string frame) => _toServer.Reader.TryRead(out frame!);

        public void Says(string json) => _toClient.Writer.TryWrite(json);

        public void Answers(JsonElement command, string ok) => Says($$"""{"id":{{command.GetProperty("id").GetInt64()}},"ok":{{ok}}}""");

        public void Refuses(JsonElement command, string error) => Says($$"""{"id":{{command.GetProperty("id").GetInt64()}},"error":{{error}}}""");

        public void Closes(int code, string reason) => _toClient.Writer.TryWrite(new TransportClosed(code, reason));

        public void Breaks() => _toClient.Writer.TryWrite(new IOException("reset"));

        public ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) =>
            _toServer.Writer.WriteAsync(Encoding.UTF8.GetString(frame.Span), cancellationToken);

        public async ValueTask<TransportClosed?> ReceiveAsync(FrameBuffer frame, CancellationToken cancellationToken)
        {
            frame.Clear();
            switch (await _toClient.Reader.ReadAsync(cancellationToken))
            {
                case TransportClosed closed:
                    return closed;
                case IOException broken:
                    throw broken;
                case string text:
                    foreach (var b in Encoding.UTF8.GetBytes(text))
                    {
                        frame.Free().Span[0] = b;
                        frame.Advance(1);
                    }

                    return null;
                default:
                    throw new InvalidOperationException();
            }
        }

        public ValueTask CloseAsync(CancellationToken cancellationToken)
        {
            _toClient.Writer.TryWrite(new TransportClosed(1000, ""));
            return default;
        }

        public ValueTask DisposeAsync()
        {
            _gone = true;
            return default;
        }
    }
}
