namespace Parlance.Core.Accounts;

/// <summary>Who a request or connection speaks for, as proved by an access token.</summary>
/// <param name="User">As stored when the token was checked; <see cref="Events.ProfileChanged"/> tells of later changes.</param>
/// <param name="Family">The dialect that minted the token; null when another server did, with the same key.</param>
/// <param name="ExpiresAt">When a connection needs a newer token.</param>
public sealed record Identity(User User, SessionId Session, TokenFamily? Family, DateTimeOffset ExpiresAt);
