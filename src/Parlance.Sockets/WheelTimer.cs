namespace Parlance.Sockets;

/// <summary>Something a <see cref="TimerWheel"/> can call: one pending time each, links included, so that scheduling allocates nothing.</summary>
public abstract class WheelTimer
{
    internal WheelTimer? Next { get; set; }

    internal WheelTimer? Previous { get; set; }

    /// <summary>Slot of the wheel it hangs in; −1 when not scheduled.</summary>
    internal int Slot { get; set; } = -1;

    internal long DueMs { get; set; }

    /// <summary>The time has come. May schedule itself again.</summary>
    internal abstract void OnDue(long nowMs);
}
