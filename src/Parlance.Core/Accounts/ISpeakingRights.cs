namespace Parlance.Core.Accounts;

/// <summary>Who may speak for whom on a wire that carries no token. The same answer on every node; never waits.</summary>
/// <remarks>
/// An account (and a guest who holds a key) is spoken for from where it proved itself with its token in the last ten minutes: the same browser, or the
/// same address; and, while a connection of theirs lives and a minute longer, from where that comes. Both end with the session whose token it was, until they
/// prove themselves again. A guest without a key belongs to whoever opened its first connection, for as long as one lives.
/// </remarks>
public interface ISpeakingRights
{
    /// <summary>The user's own token came from there just now.</summary>
    /// <param name="session">Of the token; null for what ends with any session of the user.</param>
    void Prove(UserId user, ClientOrigin client, SessionId? session = null);

    bool MaySpeakFor(User user, ClientOrigin client);

    /// <summary>Whether a connection of the user lives that came from this client: for what needs more than the right to begin to use a guest.</summary>
    bool IsConnectedFrom(User user, ClientOrigin client);

    /// <summary>Keeps a guest for this client while its connection lives; for an account, checks and keeps nothing.</summary>
    /// <returns>Dispose it when the connection ends. Null when the user is somebody else's, and then nothing is kept.</returns>
    IDisposable? TryLease(User user, ClientOrigin client);
}
