namespace Parlance.Core.Matchmaking;

/// <summary>One timer for everything the matchmaker does later.</summary>
internal sealed class MatchAlarm : IAsyncDisposable
{
    public enum Kind
    {
        /// <summary>Something it insists on has been given up: search again.</summary>
        Search,

        /// <summary>Enter the queue again after a match.</summary>
        Requeue,

        /// <summary>Enter it again at the old place, after a failure.</summary>
        Retry,
    }

    /// <param name="Visit">The entry is void when the seeker's has moved on.</param>
    public readonly record struct Entry(Seeker Seeker, int Visit, Kind What);

    private readonly TimeProvider _time;
    private readonly Action<Entry> _ring;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Entry, (TimeSpan Due, long Number)> _entries = new(); // guarded by _gate
    private long _number; // guarded by _gate
    private TimeSpan _armedFor = TimeSpan.MaxValue; // guarded by _gate
    private bool _disposed; // guarded by _gate

    /// <param name="ring">Called once an entry, no earlier than it is due and in the order they were set when due together, on a thread of the pool and under no lock.</param>
    public MatchAlarm(TimeProvider time, Action<Entry> ring)
    {
        _time = time;
        _ring = ring;
        _timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Set(Entry entry, TimeSpan due)
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _entries.Enqueue(entry, (due, ++_number));
            if (due < _armedFor)
                Arm(due);
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _disposed = true;
            _entries.Clear();
        }

        await _timer.DisposeAsync();
    }

    private void Arm(TimeSpan due)
    {
        _armedFor = due;
        var wait = due - _time.Elapsed();
        // Rounded up: a timer that rings early would find nothing due.
        _timer.Change(wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    private void Ring()
    {
        while (TakeDue() is { } entry)
            _ring(entry);
    }

    private Entry? TakeDue()
    {
        lock (_gate)
        {
            if (_disposed || !_entries.TryPeek(out _, out var first))
            {
                _armedFor = TimeSpan.MaxValue;
                return null;
            }

            if (first.Due > _time.Elapsed())
            {
                Arm(first.Due);
                return null;
            }

            return _entries.Dequeue();
        }
    }
}
