namespace Parlance.Bench.Matching;

/// <summary>A clock that goes where it is put. Timers ring when <see cref="RingDue"/> is called; only the simulation's own thread moves it.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = []; // guarded by _gate
    // Not far from 0: elapsed times are worked out in doubles, which would round those of a real date to microseconds.
    private long _ticks = TimeSpan.TicksPerHour; // interlocked

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(50) + TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    /// <summary>When the next timer rings; null for none.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            lock (_gate)
                return _timers.Count == 0 ? null : TimeSpan.FromTicks(_timers.Min(timer => timer.Due));
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <param name="now">As <see cref="Parlance.Core.Clock.Elapsed"/>; never back.</param>
    public void MoveTo(TimeSpan now) => Interlocked.Exchange(ref _ticks, Math.Max(now.Ticks, _ticks));

    public void RingDue()
    {
        while (true)
        {
            Timer? due;
            lock (_gate)
            {
                due = _timers.Find(timer => timer.Due <= _ticks);
                if (due is null)
                    return;
                _timers.Remove(due); // nothing here uses timers that ring by themselves again
            }

            due.Ring();
        }
    }

    private sealed class Timer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        public long Due { get; private set; }

        public void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
                Due = time._ticks + dueTime.Ticks;
                if (dueTime != Timeout.InfiniteTimeSpan)
                    time._timers.Add(this);
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
