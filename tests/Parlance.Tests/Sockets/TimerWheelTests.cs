using Parlance.Sockets;

namespace Parlance.Tests.Sockets;

public class TimerWheelTests
{
    [Fact]
    public void Every_timer_is_called_once_at_or_soon_after_its_time_and_never_before()
    {
        var random = new Random(3);
        var now = 12_345L;
        var wheel = new TimerWheel(now);
        var timers = Enumerable.Range(0, 2_000).Select(_ => new Probe(now + random.Next(0, 300_000))).ToArray();
        foreach (var timer in timers)
            wheel.Schedule(timer, timer.WantedAt);

        while (now < 12_345 + 310_000)
        {
            now += random.Next(1, 900);
            wheel.Turn(now);
        }

        foreach (var timer in timers)
        {
            timer.Calls.ShouldBe(1);
            timer.CalledAt.ShouldBeInRange(timer.WantedAt, timer.WantedAt + 2_000);
        }
    }

    [Fact]
    public void A_cancelled_timer_is_not_called_even_by_a_neighbour_in_the_same_turn()
    {
        var wheel = new TimerWheel(0);
        var second = new Probe(1_000);
        var first = new Probe(1_000) { Also = () => wheel.Cancel(second) };
        wheel.Schedule(second, 1_000);
        wheel.Schedule(first, 1_000);

        wheel.Turn(5_000);

        first.Calls.ShouldBe(1);
        second.Calls.ShouldBe(0);
    }

    [Fact]
    public void Moving_a_timer_replaces_its_time()
    {
        var wheel = new TimerWheel(0);
        var timer = new Probe(1_000);
        wheel.Schedule(timer, 1_000);
        wheel.Schedule(timer, 30_000);

        wheel.Turn(20_000);
        timer.Calls.ShouldBe(0);
        wheel.Turn(31_000);
        timer.Calls.ShouldBe(1);
    }

    private sealed class Probe(long wantedAt) : WheelTimer
    {
        public long WantedAt { get; } = wantedAt;

        public int Calls { get; private set; }

        public long CalledAt { get; private set; }

        public Action? Also { get; init; }

        internal override void OnDue(long nowMs)
        {
            Calls++;
            CalledAt = nowMs;
            Also?.Invoke();
        }
    }
}
