using Parlance.Core.Accounts;

namespace Parlance.Core.Likes;

/// <summary>Likes, skips and the matches that come of them, on disk: one row a pair, so that two who like each other at the same moment cannot miss it. Safe for concurrent use.</summary>
public interface ILikeStore
{
    Task<OpinionGiven> SayAsync(UserId by, UserId about, Opinion opinion, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The user's matches that are active, newest first.</summary>
    Task<IReadOnlyList<PairMatch>> MatchesAsync(UserId user, int limit, CancellationToken cancellationToken);

    /// <summary>Members, neither removed nor banned, of whom the user has not said anything yet and with whom there is no block either way; the newest account first.</summary>
    /// <param name="before">Only accounts below this id.</param>
    Task<IReadOnlyList<User>> CandidatesAsync(UserId user, long before, DateTimeOffset now, int limit, CancellationToken cancellationToken);
}
