using System.Net.Sockets;

namespace Parlance.Scenarios.Harness;

/// <summary>How slow a network is, each way.</summary>
public sealed record Slowness(TimeSpan Latency, int BytesPerSecond);

/// <summary>One way of a line: what goes in comes out in order, and as late as a slow network brings it. For one thread at a time.</summary>
internal sealed class SlowWay
{
    private TimeSpan _isFreeAt;

    /// <summary>Everything given so far was sent.</summary>
    public Task Done { get; private set; } = Task.CompletedTask;

    public void Send(ReadOnlySpan<byte> bytes, Socket to, Slowness slowness, CancellationToken cancellationToken)
    {
        var now = Now();
        _isFreeAt = (_isFreeAt > now ? _isFreeAt : now) + TimeSpan.FromSeconds((double)bytes.Length / slowness.BytesPerSecond);
        Done = SendAsync(Done, bytes.ToArray(), to, _isFreeAt + slowness.Latency, cancellationToken);
    }

    private static async Task SendAsync(Task before, byte[] bytes, Socket to, TimeSpan due, CancellationToken cancellationToken)
    {
        await before;
        if (due - Now() is { Ticks: > 0 } wait)
            await Task.Delay(wait, cancellationToken);
        for (var sent = 0; sent < bytes.Length;)
            sent += await to.SendAsync(bytes.AsMemory(sent), cancellationToken);
    }

    private static TimeSpan Now() => TimeSpan.FromMilliseconds(Environment.TickCount64);
}
