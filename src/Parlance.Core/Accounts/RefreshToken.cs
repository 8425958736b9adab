namespace Parlance.Core.Accounts;

/// <summary>One link of a session's chain. Only the newest link is usable; using an older one ends the session.</summary>
/// <param name="Hash">SHA-256 of the token as the client holds it; the token itself is never stored.</param>
/// <param name="Family">The dialect that minted the session (`native`, `besage`, …).</param>
public sealed record RefreshToken(byte[] Hash, SessionId Session, UserId User, string Family, DateTimeOffset ExpiresAt);

public enum RotationResult
{
    /// <summary>The old link is spent and the new one stored.</summary>
    Rotated,

    /// <summary>No such link, or it has expired.</summary>
    Unknown,

    /// <summary>The link was spent before: somebody holds a copy. The session is ended by this call.</summary>
    Reused,

    /// <summary>The session was ended (sign-out, password change, ban).</summary>
    Ended,
}
