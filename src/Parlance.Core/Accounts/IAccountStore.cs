namespace Parlance.Core.Accounts;

/// <summary>Accounts and sessions on disk. Every write is committed when the task completes. Implementations are safe for concurrent use.</summary>
public interface IAccountStore
{
    /// <summary>Stores a new user; <see cref="User.Id"/> of <paramref name="user"/> is ignored and a fresh one is given.</summary>
    /// <returns>The stored user, or the name of the unique field that is taken: `username`, `email` or `key`.</returns>
    Task<(User? Created, string? TakenField)> CreateAsync(User user, CancellationToken cancellationToken);

    Task<User?> FindAsync(UserId id, CancellationToken cancellationToken);

    /// <summary>Users for those ids that exist, in no particular order.</summary>
    Task<IReadOnlyList<User>> FindManyAsync(IReadOnlyCollection<UserId> ids, CancellationToken cancellationToken);

    Task<User?> FindByKeyAsync(string key, CancellationToken cancellationToken);

    /// <summary>Case-insensitive.</summary>
    Task<User?> FindByUsernameAsync(string username, CancellationToken cancellationToken);

    /// <summary>Case-insensitive.</summary>
    Task<User?> FindByEmailAsync(string email, CancellationToken cancellationToken);

    Task<User?> FindByGuestKeyAsync(byte[] guestKeyHash, CancellationToken cancellationToken);

    /// <summary>Registered users and guests whose username or display name contains <paramref name="text"/> (case-insensitive), best prefix matches first.</summary>
    /// <param name="limit">1 to 50.</param>
    Task<IReadOnlyList<User>> SearchAsync(string text, int limit, CancellationToken cancellationToken);

    /// <summary>Overwrites username, display name, e-mail, avatar, bio, password hash, guest key hash, role and ban; never id, key, token generation or creation time.</summary>
    /// <returns>Null, or the unique field that is taken.</returns>
    Task<string?> UpdateAsync(User user, CancellationToken cancellationToken);

    /// <summary>In one transaction; unknown users are passed over.</summary>
    Task SetLastSeenAsync(IReadOnlyDictionary<UserId, DateTimeOffset> seen, CancellationToken cancellationToken);

    /// <summary>Raises the token generation by one and ends every session of the user.</summary>
    /// <returns>The new generation.</returns>
    Task<int> EndAllSessionsAsync(UserId id, CancellationToken cancellationToken);

    Task StartSessionAsync(RefreshToken first, CancellationToken cancellationToken);

    /// <summary>Spends <paramref name="oldHash"/> and stores <paramref name="next"/> in one transaction; two concurrent calls with one token cannot both rotate.</summary>
    Task<RotationResult> RotateAsync(byte[] oldHash, RefreshToken next, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The usable or spent link with that hash, or null.</summary>
    Task<RefreshToken?> FindRefreshTokenAsync(byte[] hash, CancellationToken cancellationToken);

    Task EndSessionAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>Sessions ended at or after <paramref name="since"/>: their access tokens may still look valid, so every node knows them.</summary>
    Task<IReadOnlyList<SessionId>> SessionsEndedSinceAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Removes links that expired before <paramref name="before"/>.</summary>
    Task<int> PurgeRefreshTokensAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
