namespace Parlance.Core.Accounts;

/// <summary>What a client holds after signing in. Both tokens are secrets: never logged, and stored nowhere but as a hash.</summary>
/// <param name="Refresh">Null for families without one.</param>
public sealed record TokenPair(SessionId Session, string Access, string? Refresh, TimeSpan Lifetime, DateTimeOffset ExpiresAt);

public sealed record SignedIn(User User, TokenPair Tokens)
{
    /// <summary>For guests only: the secret that brings the same guest back.</summary>
    public string? GuestKey { get; init; }

    /// <summary>True when this call made the account.</summary>
    public bool IsNew { get; init; }
}
