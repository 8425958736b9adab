namespace Parlance.Tests;

/// <summary>A clock that moves when told. Its monotonic tick is an odd fraction of a second, so that mixed-up units show.</summary>
public sealed class TestClock : TimeProvider
{
    private DateTimeOffset _now = new(2025, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private readonly DateTimeOffset _start = new(2025, 11, 20, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => 3_000_000;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => (long)((_now - _start).TotalSeconds * TimestampFrequency);

    public void Advance(TimeSpan by) => _now += by;
}
