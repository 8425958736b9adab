namespace Parlance.Client;

/// <summary>Who connects: a token, or a guest.</summary>
public sealed record ParlanceCredentials
{
    public string? AccessToken { get; init; }

    /// <summary>With it the client stays signed in by itself; it changes with every use, see <see cref="ParlanceClientOptions.CredentialsChanged"/>.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>Set for guests.</summary>
    public string? GuestName { get; init; }

    /// <summary>What proves a guest who was here before; null for a new one.</summary>
    public string? GuestKey { get; init; }

    public static ParlanceCredentials Token(string accessToken, string? refreshToken = null) =>
        new() { AccessToken = accessToken, RefreshToken = refreshToken };

    public static ParlanceCredentials Guest(string name, string? key = null) => new() { GuestName = name, GuestKey = key };

    // Tokens stay out of logs even when somebody logs the whole record.
    public override string ToString() => GuestName is null ? "ParlanceCredentials { token }" : $"ParlanceCredentials {{ guest {GuestName} }}";
}
