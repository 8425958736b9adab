using Parlance.Sockets;

namespace Parlance.Tests.Sockets;

/// <summary>What the tests of connections share: one peer on one loop, and a clock they move.</summary>
public abstract class ConnectionTest
{
    private protected TestClock Clock { get; } = new();

    private protected TestPeer Peer(SocketOptions? options = null, SocketRules? rules = null) =>
        new(TestLoop.Create(options, Clock), rules is null ? null : new EventCodec(rules: rules));

    private protected void Pass(TestPeer peer, double seconds)
    {
        for (var left = TimeSpan.FromSeconds(seconds); left > TimeSpan.Zero; left -= TimeSpan.FromMilliseconds(100))
        {
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            peer.Loop.Settle();
        }
    }

    private protected static Task Settled(TestPeer peer, Func<bool> condition) => Eventually.Holds(() =>
    {
        peer.Loop.Settle();
        return condition() ? null : $"heard {string.Join(",", peer.Session.Heard)}";
    });
}
