using Parlance.Core;
using Parlance.Core.Blocks;
using Parlance.Core.Matchmaking;

namespace Parlance.Tests.Core.Matchmaking;

/// <summary>The real queue, which fails when told.</summary>
internal sealed class PlayedQueue(IMatchQueue queue) : IMatchQueue
{
    public bool Fails { get; set; }

    public ValueTask<SearchResult> EnterAsync(Ticket ticket, CancellationToken cancellationToken) => Real.EnterAsync(ticket, cancellationToken);

    public ValueTask<SearchResult> SearchAsync(TicketId ticket, CancellationToken cancellationToken) => Real.SearchAsync(ticket, cancellationToken);

    public ValueTask<bool> LeaveAsync(TicketId ticket, CancellationToken cancellationToken) => Real.LeaveAsync(ticket, cancellationToken);

    public ValueTask RememberAsync(MatchParty one, MatchParty other, CancellationToken cancellationToken) => Real.RememberAsync(one, other, cancellationToken);

    public ValueTask<WaitingPicture?> ExplainAsync(TicketId ticket, CancellationToken cancellationToken) => Real.ExplainAsync(ticket, cancellationToken);

    public ValueTask<int> CountAsync(CancellationToken cancellationToken) => queue.CountAsync(cancellationToken);

    private IMatchQueue Real => Fails ? throw new IOException("The queue is away.") : queue;
}

/// <summary>The real blocks, which fail when told.</summary>
internal sealed class PlayedBlocks(IBlockStore store) : IBlockStore
{
    public bool Fails { get; set; }

    public Task BlockAsync(UserId by, UserId whom, DateTimeOffset at, CancellationToken cancellationToken) => Real.BlockAsync(by, whom, at, cancellationToken);

    public Task UnblockAsync(UserId by, UserId whom, CancellationToken cancellationToken) => Real.UnblockAsync(by, whom, cancellationToken);

    public Task<bool> IsBetweenAsync(UserId one, UserId other, CancellationToken cancellationToken) => Real.IsBetweenAsync(one, other, cancellationToken);

    public Task<IReadOnlySet<UserId>> AroundAsync(UserId user, CancellationToken cancellationToken) => Real.AroundAsync(user, cancellationToken);

    public Task<IReadOnlyList<UserId>> BlockedByAsync(UserId user, CancellationToken cancellationToken) => Real.BlockedByAsync(user, cancellationToken);

    private IBlockStore Real => Fails ? throw new IOException("Storage is away.") : store;
}

/// <summary>What is noted of those who found nobody.</summary>
internal sealed class NotedUnmatched : IUnmatchedLog
{
    public System.Collections.Concurrent.ConcurrentQueue<(MatchParty Who, Refusal Why)> Notes { get; } = new();

    public void Add(MatchParty who, Refusal why) => Notes.Enqueue((who, why));
}
