using System.Security.Cryptography;

namespace Parlance.Sockets;

/// <summary>Closes the connections of one loop a part at a time, so that they do not all come back at once. Loop thread only.</summary>
internal sealed class DrainWave : WheelTimer
{
    private const int ComeBackWithinMs = 5_000;

    private readonly SocketLoop _loop;
    private int _wavesLeft;

    private DrainWave(SocketLoop loop)
    {
        _loop = loop;
        _wavesLeft = 1 + (int)(loop.Options.DrainSpread.TotalMilliseconds / TimerWheel.TickMs);
    }

    public static void Begin(SocketLoop loop) => new DrainWave(loop).OnDue(loop.NowMs);

    internal override void OnDue(long nowMs)
    {
        var open = _loop.Connections.Where(c => c.IsOpen).ToArray();
        var share = (open.Length + _wavesLeft - 1) / Math.Max(1, _wavesLeft);
        foreach (var connection in open.Take(share))
            connection.Close(connection.Codec.Rules.Restarting(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(ComeBackWithinMs))));

        // It stays until the loop ends: a connection that slipped in before the listener closed is closed by the next turn.
        _wavesLeft = Math.Max(1, _wavesLeft - 1);
        _loop.Wheel.Schedule(this, nowMs + TimerWheel.TickMs);
    }
}
