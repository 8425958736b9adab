using System.Text.Json.Serialization;
using Parlance.Core.Accounts;

namespace Parlance.Dialects.Native.Wire;

/// <param name="ExpiresIn">Seconds until the access token expires.</param>
/// <param name="ExpiresAt">The same as Unix milliseconds on the server's clock.</param>
internal sealed record TokensResponse(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("refresh_token")] string RefreshToken,
    [property: JsonPropertyName("expires_in")] long ExpiresIn,
    [property: JsonPropertyName("expires_at")] long ExpiresAt)
{
    public static TokensResponse Of(TokenPair tokens) =>
        new(tokens.Access, tokens.Refresh!, (long)tokens.Lifetime.TotalSeconds, tokens.ExpiresAt.ToUnixTimeMilliseconds());
}
