namespace Parlance.Core.Accounts;

/// <summary>Accounts and sessions on disk. Every write is committed when the task completes. Implementations are safe for concurrent use.</summary>
public interface IAccountStore
{
    /// <summary>Stores a new user; <see cref="User.Id"/> of <paramref name="user"/> is ignored and a fresh one is given.</summary>
    /// <returns>The stored user, or the name of the unique field that is taken: `username`, `email` or `key`.</returns>
    Task<(User? Created, string? TakenField)> CreateAsync(User user, CancellationToken cancellationToken);

    /// <summary>Here and below, those who were removed are found by id and key, as what is left of them; see <see cref="User.IsDeleted"/>.</summary>
    Task<User?> FindAsync(UserId id, CancellationToken cancellationToken);

    /// <summary>Users for those ids that exist, in no particular order.</summary>
    Task<IReadOnlyList<User>> FindManyAsync(IReadOnlyCollection<UserId> ids, CancellationToken cancellationToken);

    Task<User?> FindByKeyAsync(string key, CancellationToken cancellationToken);

    /// <summary>Case-insensitive.</summary>
    Task<User?> FindByUsernameAsync(string username, CancellationToken cancellationToken);

    /// <summary>Case-insensitive.</summary>
    Task<User?> FindByEmailAsync(string email, CancellationToken cancellationToken);

    Task<User?> FindByGuestKeyAsync(byte[] guestKeyHash, CancellationToken cancellationToken);

    /// <summary>Registered users and guests, none of them removed, whose username or display name contains <paramref name="text"/> (case-insensitive), best prefix matches first.</summary>
    /// <param name="limit">1 to 50.</param>
    Task<IReadOnlyList<User>> SearchAsync(string text, int limit, CancellationToken cancellationToken);

    /// <summary>Registered users, not removed and not banned at that time, oldest first.</summary>
    Task<IReadOnlyList<User>> ListAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Overwrites username, display name, e-mail, avatars, bio, details, personal details, password hash, guest key hash, role, ban and removal; never id, key, token generation or
    /// creation time. Only over the <see cref="User.Version"/> that <paramref name="user"/> was read as: of two changes at once one is stored.
    /// </summary>
    /// <returns>The user under the next version; or the unique field that is taken; or neither when somebody else changed the user meanwhile, or there is none.</returns>
    Task<(User? Updated, string? TakenField)> UpdateAsync(User user, CancellationToken cancellationToken);

    /// <summary>In one transaction; unknown users are passed over.</summary>
    Task SetLastSeenAsync(IReadOnlyDictionary<UserId, DateTimeOffset> seen, CancellationToken cancellationToken);

    /// <summary>Raises the token generation by one and ends every session of the user but <paramref name="spared"/>, which becomes <see cref="User.SparedSession"/>.</summary>
    /// <returns>The new generation.</returns>
    Task<int> EndAllSessionsAsync(UserId id, SessionId? spared, CancellationToken cancellationToken);

    Task StartSessionAsync(RefreshToken first, CancellationToken cancellationToken);

    /// <summary>As <see cref="StartSessionAsync"/> for a link that may be there already; then it stays as it is, spent or not.</summary>
    Task AdoptSessionAsync(RefreshToken link, CancellationToken cancellationToken);

    /// <summary>Spends <paramref name="oldHash"/> and stores <paramref name="next"/> in one transaction; two concurrent calls with one token cannot both rotate.</summary>
    Task<RotationResult> RotateAsync(byte[] oldHash, RefreshToken next, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The usable or spent link with that hash, or null.</summary>
    Task<RefreshToken?> FindRefreshTokenAsync(byte[] hash, CancellationToken cancellationToken);

    /// <param name="at">Now, or later for a session whose end must be remembered longer than usual (<see cref="EndedSessions.EndOf"/>).</param>
    Task EndSessionAsync(SessionId session, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Sessions ended at or after <paramref name="since"/>: their access tokens may still look valid, so every node knows them.</summary>
    Task<IReadOnlyList<SessionId>> SessionsEndedSinceAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Removes links that expired before <paramref name="before"/>, and what is known of sessions that ended before <paramref name="endedBefore"/> and have no link.</summary>
    /// <returns>Links removed.</returns>
    Task<int> PurgeRefreshTokensAsync(DateTimeOffset before, DateTimeOffset endedBefore, CancellationToken cancellationToken);
}
