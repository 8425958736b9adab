using System.Collections.Concurrent;
using Parlance.Core;
using Parlance.Core.Blocks;
using Parlance.Core.Matchmaking;

namespace Parlance.Bench.Matching;

/// <summary>The queue under test, and who waits in it.</summary>
internal sealed class WatchedQueue(IMatchQueue queue) : IMatchQueue
{
    public ConcurrentDictionary<TicketId, Ticket> Waiting { get; } = [];

    public async ValueTask<SearchResult> EnterAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        Waiting[ticket.Id] = ticket;
        return Taken(await queue.EnterAsync(ticket, cancellationToken));
    }

    public async ValueTask<SearchResult> SearchAsync(TicketId ticket, CancellationToken cancellationToken) => Taken(await queue.SearchAsync(ticket, cancellationToken));

    public ValueTask<bool> LeaveAsync(TicketId ticket, CancellationToken cancellationToken)
    {
        Waiting.TryRemove(ticket, out _);
        return queue.LeaveAsync(ticket, cancellationToken);
    }

    public ValueTask RememberAsync(MatchParty one, MatchParty other, CancellationToken cancellationToken) => queue.RememberAsync(one, other, cancellationToken);

    public ValueTask<WaitingPicture?> ExplainAsync(TicketId ticket, CancellationToken cancellationToken) => queue.ExplainAsync(ticket, cancellationToken);

    public ValueTask<int> CountAsync(CancellationToken cancellationToken) => queue.CountAsync(cancellationToken);

    private SearchResult Taken(SearchResult result)
    {
        if (result.Claim is { } claim)
        {
            Waiting.TryRemove(claim.First.Id, out _);
            Waiting.TryRemove(claim.Second.Id, out _);
        }

        return result;
    }
}

/// <summary>Blocks in memory.</summary>
internal sealed class BlocksInMemory : IBlockStore
{
    private static readonly HashSet<UserId> None = [];
    private readonly ConcurrentDictionary<UserId, HashSet<UserId>> _around = [];

    public Task BlockAsync(UserId by, UserId whom, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // Replaced whole: readers hold on to what they were given.
        _around.AddOrUpdate(by, _ => [whom], (_, before) => [.. before, whom]);
        _around.AddOrUpdate(whom, _ => [by], (_, before) => [.. before, by]);
        return Task.CompletedTask;
    }

    public Task UnblockAsync(UserId by, UserId whom, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> IsBetweenAsync(UserId one, UserId other, CancellationToken cancellationToken) => Task.FromResult(Around(one).Contains(other));

    public Task<IReadOnlySet<UserId>> AroundAsync(UserId user, CancellationToken cancellationToken) => Task.FromResult<IReadOnlySet<UserId>>(Around(user));

    public Task<IReadOnlyList<UserId>> BlockedByAsync(UserId user, CancellationToken cancellationToken) => throw new NotSupportedException();

    private HashSet<UserId> Around(UserId user) => _around.GetValueOrDefault(user, None);
}

/// <summary>A disk that takes everything at once, and forgets it.</summary>
internal sealed class NoMatchStore : IMatchStore
{
    public Task SaveAsync(IReadOnlyList<MatchRecord> records, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<MatchRecord?> FindAsync(MatchId id, CancellationToken cancellationToken) => Task.FromResult<MatchRecord?>(null);

    public Task<IReadOnlyList<MatchRecord>> ListAsync(UserId? user, DateTimeOffset before, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<MatchRecord>>([]);

    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => Task.FromResult(0);
}

internal sealed class NoUnmatchedLog : IUnmatchedLog
{
    public void Add(MatchParty who, Refusal why)
    {
    }
}

internal sealed class Alive : ISeekerConnection
{
    public static readonly Alive Always = new();

    public ValueTask<bool> IsAliveAsync() => new(true);

    public void Cut()
    {
    }
}
