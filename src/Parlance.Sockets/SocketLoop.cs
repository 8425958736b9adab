using Microsoft.Extensions.Logging;
using Parlance.Core;
using Parlance.Core.Messages;

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
    /// <summary>A large room's sends are taken in parts, and input is read in between: the next messages are being committed while these go out.</summary>
    private const int MaxFlushesATurn = 128;

    private readonly MessageLog _log;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private List<ILoopWork> _posted = []; // guarded by _gate
    private bool _sleeping; // guarded by _gate
    private bool _stopping; // guarded by _gate

    // Loop thread only.
    private List<ILoopWork> _spare = [];
    private readonly Queue<Connection> _toFlush = [];
    private readonly List<LogEntry> _toStore = [];
    private readonly HashSet<Connection> _connections = [];
    private int _connectionCount; // written by the loop, read by anyone
    private readonly byte[] _scratch = GC.AllocateUninitializedArray<byte>(64 * 1024, pinned: true);

    protected SocketLoop(string name, SocketOptions options, MessageLog log, TimeProvider time, ILogger logger)
    {
        _log = log;
        Options = options;
        Time = time;
        Now = time.Elapsed();
        _logger = logger;
        Wheel = new TimerWheel(NowMs);
        _thread = new Thread(Run) { IsBackground = true, Name = name };
    }

    public SocketOptions Options { get; }

    /// <summary>Loop thread only.</summary>
    public ConnectionRegistry Registry { get; } = new();

    internal TimerWheel Wheel { get; }

    internal TimeProvider Time { get; }

    /// <summary>Time on the monotonic clock as of the beginning of this turn: reading a clock per frame was a hundredth of all CPU.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary><see cref="Now"/> in milliseconds.</summary>
    public long NowMs => Now.Ticks / TimeSpan.TicksPerMillisecond;

    /// <summary>How many connections there are; any thread.</summary>
    public int ConnectionCount => Volatile.Read(ref _connectionCount);

    internal AddressCounts Addresses { get; set; } = new(0);

    /// <summary>Connections of this loop; loop thread only.</summary>
    public IReadOnlyCollection<Connection> Connections => _connections;

    public bool IsLoopThread => Environment.CurrentManagedThreadId == _thread.ManagedThreadId;

    public void Start() => _thread.Start();

    /// <summary>Has the work done on the loop's thread, after what was posted before. Any thread. Ignored once the loop has stopped.</summary>
    public void Post(ILoopWork work)
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

    /// <summary>As <see cref="Post(ILoopWork)"/>, without waking the loop: for work that something else posted right after will wake it for, so that
    /// both are done, and sent, in one turn. Left alone it waits half a second at most.</summary>
    public void PostWithoutWaking(ILoopWork work)
    {
        lock (_gate)
            _posted.Add(work);
    }

    /// <summary>Queues a change for the log when the turn ends: what one turn read becomes one hand-over, and often one commit. Loop thread only.</summary>
    public void Store(LogEntry entry) => _toStore.Add(entry);

    public void Post(Action action) => Post(new Call(action));

    /// <summary>Cuts all connections and ends the thread. Drain first.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
            _stopping = true;
        GC.SuppressFinalize(this);
        if (_thread.ThreadState.HasFlag(ThreadState.Unstarted))
        {
            Release(); // nothing was ever served: a command made the parts of the server without running it
            return;
        }

        Wake();
        await _stopped.Task;
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
    internal void FlushAtEndOfTurn(Connection connection) => _toFlush.Enqueue(connection);

    /// <summary>Waits for input at most <paramref name="timeoutMs"/> and has sources called.</summary>
    /// <remarks>Calls <see cref="BeginTurn"/> between the waiting and the first source.</remarks>
    protected abstract void Poll(int timeoutMs);

    /// <summary>The loop is awake.</summary>
    protected void BeginTurn() => Now = Time.Elapsed();

    /// <summary>Ends a <see cref="Poll"/> that is waiting, or the next one. Any thread.</summary>
    protected abstract void Wake();

    /// <summary>The thread has ended; free what the loop holds.</summary>
    protected abstract void Release();

    /// <summary>One turn: input, posted work, timers, storing, sending.</summary>
    /// <returns>False once the loop is to stop.</returns>
    internal bool Turn()
    {
        int timeout;
        lock (_gate)
        {
            if (_stopping)
                return false;
            _sleeping = _posted.Count == 0 && _toFlush.Count == 0;
            timeout = _sleeping ? Wheel.UntilNextTick(Time.Elapsed().Ticks / TimeSpan.TicksPerMillisecond) : 0;
        }

        Poll(timeout);

        List<ILoopWork> work;
        lock (_gate)
        {
            _sleeping = false;
            work = _posted;
            _posted = _spare;
        }

        foreach (var item in work)
            item.Run(this);
        work.Clear();
        _spare = work;

        Wheel.Turn(NowMs);
        StoreGathered();
        Flush();
        return true;
    }

    private void Run()
    {
        try
        {
            while (Turn())
            {
                // All there is to do is done in a turn.
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

    private void StoreGathered()
    {
        if (_toStore.Count == 0)
            return;
        if (!_log.TryEnqueue(_toStore))
        {
            foreach (var entry in _toStore)
                entry.Fail(Refusal.Unavailable);
        }

        _toStore.Clear();
    }

    private void Flush()
    {
        for (var i = 0; i < MaxFlushesATurn && _toFlush.TryDequeue(out var connection); i++)
            connection.Flush(_scratch);
    }

    private sealed class Call(Action action) : ILoopWork
    {
        public void Run(SocketLoop loop) => action();
    }

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Critical, "A socket loop died; the process ends so that it is restarted.")]
        public static partial void LoopDied(ILogger logger, Exception exception);
    }
}
