using Microsoft.Extensions.Logging;

namespace Parlance.Sockets;

/// <summary>
/// One thread that owns a share of the connections: it reads, decodes, delivers and writes for them, so nothing of theirs needs a lock.
/// </summary>
/// <remarks>
/// A turn: wait for input or work; let connections take what arrived; do the posted work (deliveries, replies); let due timers run; then send to each
/// connection, in one call, all that the turn brought for it.
/// </remarks>
public abstract partial class SocketLoop : IAsyncDisposable
{
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private List<LoopWork> _posted = []; // guarded by _gate
    private bool _sleeping; // guarded by _gate
    private bool _stopping; // guarded by _gate

    // Loop thread only.
    private readonly List<Connection> _toFlush = [];
    private readonly HashSet<Connection> _connections = [];
    private int _connectionCount; // written by the loop, read by anyone
    private readonly byte[] _scratch = GC.AllocateUninitializedArray<byte>(64 * 1024, pinned: true);

    protected SocketLoop(string name, SocketOptions options, TimeProvider time, ILogger logger)
    {
        Options = options;
        Time = time;
        _logger = logger;
        Wheel = new TimerWheel(NowMs);
        _thread = new Thread(Run) { IsBackground = true, Name = name };
    }

    public SocketOptions Options { get; }

    /// <summary>Loop thread only.</summary>
    public ConnectionRegistry Registry { get; } = new();

    internal TimerWheel Wheel { get; }

    internal TimeProvider Time { get; }

    /// <summary>Milliseconds of the monotonic clock, for periods only.</summary>
    public long NowMs => (long)(Time.GetTimestamp() * 1000.0 / Time.TimestampFrequency);

    /// <summary>How many connections there are; any thread.</summary>
    public int ConnectionCount => Volatile.Read(ref _connectionCount);

    internal AddressCounts Addresses { get; set; } = new(0);

    /// <summary>Connections of this loop; loop thread only.</summary>
    public IReadOnlyCollection<Connection> Connections => _connections;

    /// <summary>Called at the end of each turn, before anything is sent; what a turn gathered can be handed on in one go. Set before the start.</summary>
    public Action? EndOfTurn { get; set; }

    public bool IsLoopThread => Environment.CurrentManagedThreadId == _thread.ManagedThreadId;

    public void Start() => _thread.Start();

    /// <summary>Has the work done on the loop's thread, after what was posted before. Any thread. Ignored once the loop has stopped.</summary>
    public void Post(LoopWork work)
    {
        bool wake;
        lock (_gate)
        {
            if (_stopping && _stopped.Task.IsCompleted)
                return;
            _posted.Add(work);
            wake = _sleeping;
            _sleeping = false;
        }

        if (wake)
            Wake();
    }

    public void Post(Action action) => Post(new LoopWork.Call(action));

    /// <summary>Cuts all connections and ends the thread. Drain first.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
            _stopping = true;
        Wake();
        await _stopped.Task;
        GC.SuppressFinalize(this);
    }

    internal void Add(Connection connection)
    {
        if (_connections.Add(connection))
            SocketMetrics.Open.Add(1);
        Volatile.Write(ref _connectionCount, _connections.Count);
    }

    internal void Remove(Connection connection)
    {
        if (_connections.Remove(connection))
            SocketMetrics.Open.Add(-1);
        Volatile.Write(ref _connectionCount, _connections.Count);
        Wheel.Cancel(connection);
        Registry.UnfollowAll(connection);
    }

    /// <summary>The connection has something to send; it goes out when the turn ends.</summary>
    internal void FlushAtEndOfTurn(Connection connection) => _toFlush.Add(connection);

    /// <summary>Waits for input at most <paramref name="timeoutMs"/> and has sources called.</summary>
    protected abstract void Poll(int timeoutMs);

    /// <summary>Ends a <see cref="Poll"/> that is waiting, or the next one. Any thread.</summary>
    protected abstract void Wake();

    /// <summary>The thread has ended; free what the loop holds.</summary>
    protected abstract void Release();

    private void Run()
    {
        var spare = new List<LoopWork>();
        try
        {
            while (true)
            {
                int timeout;
                lock (_gate)
                {
                    if (_stopping)
                        break;
                    _sleeping = _posted.Count == 0;
                    timeout = _sleeping ? Wheel.UntilNextTick(NowMs) : 0;
                }

                Poll(timeout);

                List<LoopWork> work;
                lock (_gate)
                {
                    _sleeping = false;
                    work = _posted;
                    _posted = spare;
                }

                foreach (var item in work)
                    item.Run(this);
                work.Clear();
                spare = work;

                Wheel.Turn(NowMs);
                EndOfTurn?.Invoke();
                Flush();
            }

            foreach (var connection in _connections.ToArray())
                connection.Abort();
        }
        catch (Exception e)
        {
            // Only a bug gets here; the connections of this loop would hang for ever, so the process ends and is restarted.
            Log.LoopDied(_logger, e);
            Environment.FailFast("A socket loop died.", e);
        }
        finally
        {
            Release();
            _stopped.TrySetResult();
        }
    }

    private void Flush()
    {
        // By index: closing a connection while flushing may queue another one.
        for (var i = 0; i < _toFlush.Count; i++)
            _toFlush[i].Flush(_scratch);
        _toFlush.Clear();
    }

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Critical, "A socket loop died; the process ends so that it is restarted.")]
        public static partial void LoopDied(ILogger logger, Exception exception);
    }
}
