namespace Parlance.Core.Accounts;

public enum TokenType
{
    Access,
    Refresh,
}

/// <summary>What a token that this server accepts says.</summary>
/// <param name="Session">The claim `sid`; derived from `jti` when the token was minted elsewhere with the same key, so that it can be ended alone.</param>
/// <param name="Family">Null when `fam` is absent or names a family not served here.</param>
/// <param name="Generation">0 when `gen` is absent: such tokens die with the first "sign out everywhere".</param>
public readonly record struct TokenClaims(
    TokenType Type, UserId User, SessionId Session, TokenFamily? Family, int Generation, DateTimeOffset ExpiresAt)
{
    /// <summary>Another server minted it, with the same key: the store does not know it before its first use.</summary>
    public bool IsForeign { get; init; }
}
