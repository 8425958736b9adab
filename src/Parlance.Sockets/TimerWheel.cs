namespace Parlance.Sockets;

/// <summary>Timers of one loop, exact to half a second: scheduling, moving and cancelling are constant time, and ten thousand idle timers cost nothing.</summary>
public sealed class TimerWheel
{
    internal const int TickMs = 500;
    private const int Slots = 128;

    private readonly WheelTimer?[] _slots = new WheelTimer?[Slots];
    private long _tick;

    public TimerWheel(long nowMs) => _tick = nowMs / TickMs;

    /// <summary>Milliseconds until the wheel must turn next.</summary>
    public int UntilNextTick(long nowMs) => (int)Math.Clamp((_tick + 1) * TickMs - nowMs, 0, TickMs);

    /// <summary>Schedules the timer, or moves it if it was scheduled.</summary>
    public void Schedule(WheelTimer timer, long dueMs)
    {
        Cancel(timer);
        timer.DueMs = dueMs;
        // Never before the due time, at least one tick ahead; what is further away than one turn is looked at again once a turn.
        var ahead = Math.Clamp((dueMs + TickMs - 1) / TickMs - _tick, 1, Slots - 1);
        var slot = (int)((_tick + ahead) % Slots);
        timer.Slot = slot;
        timer.Next = _slots[slot];
        if (timer.Next is { } next)
            next.Previous = timer;
        _slots[slot] = timer;
    }

    public void Cancel(WheelTimer timer)
    {
        if (timer.Slot < 0)
            return;
        if (timer.Previous is { } previous)
            previous.Next = timer.Next;
        else
            _slots[timer.Slot] = timer.Next;
        if (timer.Next is { } next)
            next.Previous = timer.Previous;
        timer.Next = timer.Previous = null;
        timer.Slot = -1;
    }

    /// <summary>Calls every timer that is due.</summary>
    public void Turn(long nowMs)
    {
        while (_tick < nowMs / TickMs)
        {
            _tick++;
            var slot = (int)(_tick % Slots);
            // Taken off one at a time: a timer that is called may cancel its neighbour.
            var last = _slots[slot];
            if (last is null)
                continue;
            var due = new List<WheelTimer>();
            for (var timer = last; timer is not null; timer = timer.Next)
                due.Add(timer);
            foreach (var timer in due)
            {
                if (timer.Slot != slot)
                    continue;
                Cancel(timer);
                if (timer.DueMs > nowMs)
                    Schedule(timer, timer.DueMs);
                else
                    timer.OnDue(nowMs);
            }
        }
    }
}
