namespace Parlance.Core.Matchmaking;

/// <summary>The connection behind a seeker.</summary>
public interface ISeekerConnection
{
    /// <summary>Whether the peer is there: it was heard of within <see cref="MatchOptions.AliveFor"/>, or answers a ping within <see cref="MatchOptions.AliveTimeout"/>.
    /// Must not throw. Any thread.</summary>
    ValueTask<bool> IsAliveAsync();

    /// <summary>The peer did not answer: the connection is to be cut. Any thread; must not wait.</summary>
    void Cut();
}

/// <summary>When somebody whose match ended looks for the next by themselves.</summary>
/// <param name="AfterNext">How long after their own `next`; null for never.</param>
/// <param name="AfterPartner">How long after the partner ended it; null for never.</param>
public sealed record RequeuePolicy(TimeSpan? AfterNext, TimeSpan? AfterPartner);
