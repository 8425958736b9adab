namespace Parlance.Tests.Client;

/// <summary>A clock that goes only when the test moves it.</summary>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = []; // guarded by _gate
    private DateTimeOffset _now = new(2025, 11, 21, 4, 0, 0, TimeSpan.Zero); // guarded by _gate

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Whether anything waits for a time to come.</summary>
    public bool HasTimers
    {
        get
        {
            lock (_gate)
                return _timers.Any(timer => timer.Due != DateTimeOffset.MaxValue);
        }
    }

    /// <summary>Moves the clock and runs what falls due, in order.</summary>
    public void Pass(TimeSpan span)
    {
        var end = GetUtcNow() + span;
        while (true)
        {
            Timer? due;
            lock (_gate)
            {
                due = _timers.Where(t => t.Due <= end).MinBy(t => t.Due);
                _now = due is null ? end : due.Due > _now ? due.Due : _now;
                if (due is null)
                    return;
                due.Arm(due.Period);
            }

            due.Run();
        }
    }

    /// <summary>Moves the clock step by step until the condition holds; what the steps set off runs on other threads, so it is given real time too.</summary>
    public async Task PassUntil(Func<bool> condition, TimeSpan step)
    {
        for (var i = 0; i < 2_000; i++)
        {
            if (condition())
                return;
            Pass(step);
            await Task.Delay(5);
        }

        condition().ShouldBeTrue("it never happened, however much time passed");
    }

    private sealed class Timer(ManualTime time, Action run) : ITimer
    {
        public DateTimeOffset Due { get; private set; } = DateTimeOffset.MaxValue;

        public TimeSpan Period { get; private set; }

        public Action Run => run;

        public void Arm(TimeSpan after) =>
            Due = after == Timeout.InfiniteTimeSpan || (after == TimeSpan.Zero && Period == TimeSpan.Zero) ? DateTimeOffset.MaxValue : time._now + after;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                Period = period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : time._now + dueTime;
                if (!time._timers.Contains(this))
                    time._timers.Add(this);
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._gate)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
