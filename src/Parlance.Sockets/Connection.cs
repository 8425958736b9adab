using Parlance.Sockets.Frames;

namespace Parlance.Sockets;

/// <summary>One WebSocket: frames in, frames out, closing. What the frames mean is the session's business.</summary>
/// <remarks>Loop thread only, except for <see cref="Post"/> and <see cref="SendFromAnywhere"/>.</remarks>
public sealed partial class Connection : WheelTimer
{
    private enum State : byte
    {
        Open,

        /// <summary>Our close frame is queued or sent; what the peer still sends is ignored until it answers.</summary>
        Closing,

        /// <summary>Both close frames are exchanged; ends when the queue is empty.</summary>
        Finishing,

        Closed,
    }

    private readonly Transport _transport;
    private State _state = State.Open;
    private bool _flushQueued;
    private bool _waitsForWritable;
    private bool _pinged;
    private bool _counted;
    private long _lastReceivedMs;
    private long _cutAtMs = long.MaxValue;
    private int _pingPeriodMs; // of the codec's rules and the options, the shorter

    public Connection(SocketLoop loop, Transport transport, string remoteAddress)
    {
        Loop = loop;
        _transport = transport;
        RemoteAddress = remoteAddress;
        Outgoing = new OutgoingQueue(loop.Options.MaxOutgoingBytes);
        _lastReceivedMs = loop.NowMs;
    }

    public SocketLoop Loop { get; }

    /// <summary>The client's address; behind a declared proxy the one it forwarded.</summary>
    public string RemoteAddress { get; }

    public SocketSession Session { get; private set; } = null!;

    /// <summary>How this connection's dialect writes events.</summary>
    public SocketCodec Codec { get; private set; } = null!;

    /// <summary>Who is at the other end; null until the session knows. Set by the session.</summary>
    public Core.UserId? User { get; set; }

    /// <summary>What the client calls its device; null when it does not. Set by the session.</summary>
    public string? Device { get; set; }

    /// <summary>Largest text message the peer may send, in bytes; by the dialect's rules, else the options.</summary>
    public int MaxFrameBytes { get; private set; }

    public OutgoingQueue Outgoing { get; }

    /// <summary>What it follows; changed by the registry only.</summary>
    internal List<Subscription> Subscriptions { get; } = new(4);

    /// <summary>Set while a replay is under way: events wait here and reach the session after it. Null in normal operation.</summary>
    public List<(Core.Events.ConversationEvent Event, Subscription? Subscription)>? Held { get; set; }

    /// <summary>When <see cref="SocketSession.OnTimer"/> is next wanted, on <see cref="SocketLoop.NowMs"/>'s clock.</summary>
    public long WakeAt { get; private set; } = long.MaxValue;

    public bool IsOpen => _state == State.Open;

    public bool Follows(Topic topic) => Find(topic) is not null;

    /// <summary>Highest position this connection has of a topic; −1 when it does not follow it.</summary>
    public long PositionOf(Topic topic) => Find(topic)?.LastPosition ?? -1;

    /// <summary>Everything it follows it has up to this position, from a replay.</summary>
    public void HasUpTo(long position)
    {
        foreach (var subscription in Subscriptions)
            subscription.LastPosition = Math.Max(subscription.LastPosition, position);
    }

    /// <summary>Attaches the session and begins. Called once by the transport's owner, on the loop thread.</summary>
    public void Open(SocketSession session, SocketCodec codec)
    {
        Session = session;
        Codec = codec;
        // Read once: rules are virtual, and these two are wanted for every frame.
        var rules = codec.Rules;
        MaxFrameBytes = rules.MaxFrameBytes ?? Loop.Options.MaxFrameBytes;
        _pingPeriodMs = (int)Math.Min(Loop.Options.PingPeriod.TotalMilliseconds, rules.MaxPingPeriod?.TotalMilliseconds ?? int.MaxValue);
        Loop.Add(this);
        SocketMetrics.Handshakes.Add(1);
        _counted = Loop.Addresses.TryEnter(RemoteAddress);
        if (!_counted)
        {
            Close(CloseReason.TooManyConnections);
            return;
        }

        Loop.Wheel.Schedule(this, _lastReceivedMs + _pingPeriodMs);
        session.OnOpened();
    }

    public void SetTimer(long atMs)
    {
        WakeAt = atMs;
        if (_state != State.Closed && (Slot < 0 || atMs < DueMs))
            Loop.Wheel.Schedule(this, atMs);
    }

    /// <summary>Queues a frame; it is sent when the loop's turn ends. A reader too slow to keep up is closed.</summary>
    /// <returns>False when the connection is closing, or is closed by this call for being slow.</returns>
    public bool Send(Frame frame)
    {
        if (_state != State.Open)
            return false;
        if (!Outgoing.TryEnqueue(frame))
        {
            SocketMetrics.SlowConsumers.Add(1);
            var reason = Codec.Rules.TooSlow;
            Outgoing.ReplaceWith(Frame.Close(reason.Code, reason.Text));
            BeginClosing();
            return false;
        }

        QueueFlush();
        return true;
    }

    /// <summary>As <see cref="Send"/>, from any thread; frames of one caller keep their order.</summary>
    public void SendFromAnywhere(Frame frame) => Loop.Post(new SendWork(this, frame));

    /// <summary>Has something done on the loop's thread. Any thread.</summary>
    public void Post(Action action) => Loop.Post(action);

    /// <summary>Sends what waits, then the reason, then ends the connection once the peer has answered or had time to.</summary>
    public void Close(CloseReason reason)
    {
        if (_state != State.Open)
            return;
        var frame = Frame.Close(reason.Code, reason.Text);
        if (!Outgoing.TryEnqueue(frame))
            Outgoing.ReplaceWith(frame);
        SocketMetrics.Closes.Add(1, new KeyValuePair<string, object?>("code", reason.Code));
        BeginClosing();
    }

    /// <summary>Cuts the connection without a word.</summary>
    public void Abort()
    {
        if (_state != State.Closed)
            _transport.Close();
    }

    /// <summary>The transport is gone.</summary>
    public void OnClosed()
    {
        if (_state == State.Closed)
            return;
        _state = State.Closed;
        AnswerWhetherAlive(false);
        ReleaseBuffers();
        Loop.Remove(this);
        if (_counted)
            Loop.Addresses.Leave(RemoteAddress);
        Session.OnClosed();
    }

    internal Subscription? Find(Topic topic)
    {
        // A few entries for nearly everybody; a dictionary per connection would cost more memory than this loop costs time.
        foreach (var subscription in Subscriptions)
        {
            if (subscription.Topic == topic)
                return subscription;
        }

        return null;
    }

    internal override void OnDue(long nowMs)
    {
        if (nowMs >= _cutAtMs)
        {
            Abort();
            return;
        }

        if (_state == State.Open)
        {
            if (nowMs >= WakeAt)
            {
                WakeAt = long.MaxValue;
                Session.OnTimer(nowMs);
            }

            KeepAlive(nowMs);
        }

        if (_state == State.Closed)
            return;
        var next = _state == State.Open ? Math.Min(WakeAt, _lastReceivedMs + (_pinged ? 2 : 1) * (long)_pingPeriodMs) : _cutAtMs;
        Loop.Wheel.Schedule(this, Math.Max(next, nowMs + 1));
    }

    private void KeepAlive(long nowMs)
    {
        var silentMs = nowMs - _lastReceivedMs;
        if (silentMs >= 2L * _pingPeriodMs)
        {
            Close(CloseReason.Silent);
        }
        else if (silentMs >= _pingPeriodMs && !_pinged)
        {
            _pinged = true;
            Send(Frame.Ping);
        }
    }

    private void BeginClosing()
    {
        if (_state == State.Open)
        {
            _state = State.Closing;
            Session.OnClosing();
        }

        _cutAtMs = Loop.NowMs + (long)Loop.Options.CloseTimeout.TotalMilliseconds;
        Loop.Wheel.Schedule(this, _cutAtMs);
        QueueFlush();
    }

    private sealed class SendWork(Connection connection, Frame frame) : ILoopWork
    {
        public void Run(SocketLoop loop) => connection.Send(frame);
    }
}
