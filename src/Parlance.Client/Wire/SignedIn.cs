namespace Parlance.Client;

/// <summary>What signing in, registering or refreshing answers.</summary>
public sealed record SignedIn
{
    /// <summary>Null after a refresh.</summary>
    public User? User { get; init; }

    public string AccessToken { get; init; } = "";

    public string? RefreshToken { get; init; }

    /// <summary>Guests only: proves the same guest next time. Keep it like a password.</summary>
    public string? GuestKey { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public ParlanceCredentials ToCredentials() =>
        new() { AccessToken = AccessToken, RefreshToken = RefreshToken, GuestKey = GuestKey, GuestName = GuestKey is null ? null : User?.Name };

    // Tokens stay out of logs even when somebody logs the whole record.
    public override string ToString() => $"SignedIn {{ User = {User?.Id}, ExpiresAt = {ExpiresAt:O} }}";
}
