using Parlance.Core.Accounts;

namespace Parlance.Dialects.Native.Wire;

/// <param name="ExpiresIn">Seconds until the access token expires.</param>
/// <param name="ExpiresAt">The same as Unix milliseconds on the server's clock.</param>
public sealed record TokensResponse(
    string AccessToken,
    string RefreshToken,
    long ExpiresIn,
    long ExpiresAt)
{
    public static TokensResponse Of(TokenPair tokens) =>
        new(tokens.Access, tokens.Refresh!, (long)tokens.Lifetime.TotalSeconds, tokens.ExpiresAt.ToUnixTimeMilliseconds());
}
