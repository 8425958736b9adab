using System.Buffers.Binary;
using System.Text;
using Parlance.Core.Events;
using Parlance.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Tests.Sockets;

/// <summary>A connection on a <see cref="TestLoop"/> seen from the other end of the wire.</summary>
internal sealed class TestPeer
{
    private readonly FakeTransport _transport = new();

    public TestPeer(TestLoop loop, SocketCodec? codec = null, string address = "192.0.2.1")
        : this(loop, connection => new EchoSession(connection), codec ?? EventCodec.Shared, address)
    {
    }

    public TestPeer(TestLoop loop, Func<Connection, SocketSession> session, SocketCodec codec, string address = "192.0.2.1")
    {
        Loop = loop;
        Connection = new Connection(loop, _transport, address);
        _transport.Connection = Connection;
        Connection.Open(session(Connection), codec);
    }

    public TestLoop Loop { get; }

    public Connection Connection { get; }

    public EchoSession Session => (EchoSession)Connection.Session;

    /// <summary>Bytes the system would still take from the server; the rest waits.</summary>
    public int Room { get => _transport.Room; set => _transport.Room = value; }

    public bool IsCut => _transport.IsClosed;

    public bool IsPaused => _transport.IsPaused;

    public List<byte> Received => _transport.Sent;

    public void Sends(string text) => SendsBytes(FrameParserTests.Masked(0x81, Encoding.UTF8.GetBytes(text)));

    public void Sends(byte first, string payload) => SendsBytes(FrameParserTests.Masked(first, Encoding.UTF8.GetBytes(payload)));

    public void SendsClose(int code) => SendsBytes(FrameParserTests.Masked(0x88, code == 0 ? [] : [(byte)(code >> 8), (byte)code]));

    public void SendsBytes(byte[] bytes)
    {
        if (!IsCut)
            Connection.OnBytes(bytes);
        Loop.Settle();
    }

    /// <summary>The system takes this many more bytes.</summary>
    public void Takes(int bytes)
    {
        Room += bytes;
        Connection.OnWritable();
        Loop.Settle();
    }

    /// <summary>All whole frames that came, as `text:…`, `ping:…`, `pong:…`, `close:code reason`.</summary>
    public List<string> Frames()
    {
        var frames = new List<string>();
        var bytes = Received.ToArray().AsSpan();
        while (bytes.Length >= 2)
        {
            (bytes[1] & 0x80).ShouldBe(0);
            var header = bytes[1] switch { 126 => 4, 127 => 10, _ => 2 };
            var length = header switch { 2 => bytes[1], 4 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), _ => (int)BinaryPrimitives.ReadInt64BigEndian(bytes[2..]) };
            if (bytes.Length < header + length)
                break;
            var payload = bytes.Slice(header, length);
            frames.Add((Opcode)(bytes[0] & 0x0F) switch
            {
                Opcode.Close when length == 0 => "close:",
                Opcode.Close => $"close:{BinaryPrimitives.ReadUInt16BigEndian(payload)} {Encoding.UTF8.GetString(payload[2..])}".TrimEnd(),
                var opcode => $"{opcode.ToString().ToLowerInvariant()}:{Encoding.UTF8.GetString(payload)}",
            });
            bytes = bytes[(header + length)..];
        }

        return frames;
    }

    /// <summary>As <see cref="Frames"/>, each frame once.</summary>
    public List<string> NewFrames()
    {
        var frames = Frames();
        Received.Clear();
        return frames;
    }

    private sealed class FakeTransport : Transport
    {
        public Connection Connection { get; set; } = null!;

        public List<byte> Sent { get; } = [];

        public int Room { get; set; } = int.MaxValue;

        public bool IsPaused { get; private set; }

        public bool IsClosed { get; private set; }

        public override int Send(ReadOnlySpan<byte> bytes)
        {
            if (IsClosed)
                return -1;
            var taken = Math.Min(Room, bytes.Length);
            Sent.AddRange(bytes[..taken]);
            Room -= Room == int.MaxValue ? 0 : taken;
            return taken;
        }

        public override void PauseReading() => IsPaused = true;

        public override void ResumeReading() => IsPaused = false;

        public override void Close()
        {
            if (IsClosed)
                return;
            IsClosed = true;
            Connection.OnClosed();
        }
    }
}

/// <summary>Says back what it hears, or waits where the test says so.</summary>
internal class EchoSession(Connection connection) : SocketSession
{
    public List<string> Heard { get; } = [];

    public List<ChatEvent> OwnEvents { get; } = [];

    public List<UserEvent> Watched { get; } = [];

    public Func<ConversationEvent, bool> WantsEvent { get; set; } = _ => true;

    public int Opened { get; private set; }

    public int Closed { get; private set; }

    /// <summary>What to wait for before the next frame may be read.</summary>
    public Func<string, Task> WaitAfter { get; set; } = _ => Task.CompletedTask;

    public Action<ChatEvent> OnOwn { get; set; } = _ => { };

    public override void OnOpened() => Opened++;

    public override bool Wants(ConversationEvent e) => WantsEvent(e);

    public override void OnWatched(UserEvent e) => Watched.Add(e);

    public override Task OnText(Span<byte> payload)
    {
        var text = Encoding.UTF8.GetString(payload);
        Heard.Add(text);
        connection.Send(Frame.Text(payload));
        return WaitAfter(text);
    }

    public override void OnOwnEvent(ChatEvent e)
    {
        OwnEvents.Add(e);
        OnOwn(e);
    }

    public override void OnTimer(long nowMs) => connection.Send(Frame.Text("timer"u8));

    public override void OnClosed() => Closed++;
}

/// <summary>Forgives what an <see cref="EchoSession"/> is closed for, and says so.</summary>
internal sealed class ForgivingSession(Connection connection) : EchoSession(connection)
{
    public override void OnBinary(Connection connection) => connection.Send(Frame.Text("binary"u8));

    public override void OnTooLarge(Connection connection) => connection.Send(Frame.Text("too large"u8));
}

/// <summary>Writes an event as its type's name and position, and counts how often it is asked.</summary>
internal sealed class EventCodec(Type? unknown = null, SocketRules? rules = null, bool asks = false, Func<ConversationEvent, string?>? own = null) : SocketCodec(asksSessions: asks)
{
    public static readonly EventCodec Shared = new();

    public override SocketRules Rules { get; } = rules ?? new SocketRules();

    public int Calls { get; private set; }

    public override Frame? Encode(ChatEvent e)
    {
        Calls++;
        var isEphemeral = e is ConversationEvent { IsEphemeral: true } or PresenceChanged;
        return e.GetType() == unknown ? null : Frame.Text(Encoding.UTF8.GetBytes(Describe(e)), isEphemeral);
    }

    public override Frame? EncodeOwn(ConversationEvent e) => own?.Invoke(e) is { } text ? Frame.Text(Encoding.UTF8.GetBytes(text)) : null;

    public static string Describe(ChatEvent e) => e is ConversationEvent { Position: > 0 and var position } ? $"{e.GetType().Name} {position}" : e.GetType().Name;
}
