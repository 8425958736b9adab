namespace Parlance.Core.Conversations;

/// <summary>Grants of rooms with a password on disk. Safe for concurrent use.</summary>
public interface IRoomGrantStore
{
    /// <param name="holders">`user:12`, `browser:` and a hash, `address:203.0.113.7`; each gets or renews its own grant.</param>
    /// <param name="password">Tells which password the room had; never the password itself.</param>
    Task SaveAsync(ConversationId room, IReadOnlyCollection<string> holders, string password, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>Whether one of the holders has a grant for this password that expires after <paramref name="now"/>.</summary>
    Task<bool> AnyAsync(ConversationId room, IReadOnlyCollection<string> holders, string password, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes what has expired.</summary>
    Task<int> PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
