using System.Text.Json.Serialization;
using Parlance.Core.Accounts;

namespace Parlance.Dialects.Native.Wire;

/// <param name="ExpiresIn">Seconds until the access token expires.</param>
/// <param name="ExpiresAt">The same as Unix milliseconds on the server's clock.</param>
/// <param name="GuestKey">Guests only: the secret that brings the same guest back. Keep it like a password.</param>
internal sealed record SignedInResponse(
    [property: JsonPropertyName("user")] NativeSelf User,
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("refresh_token")] string RefreshToken,
    [property: JsonPropertyName("expires_in")] long ExpiresIn,
    [property: JsonPropertyName("expires_at")] long ExpiresAt,
    [property: JsonPropertyName("guest_key"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? GuestKey)
{
    public static SignedInResponse Of(SignedIn signedIn)
    {
        var tokens = signedIn.Tokens;
        return new(NativeSelf.Of(signedIn.User), tokens.Access, tokens.Refresh!, (long)tokens.Lifetime.TotalSeconds, tokens.ExpiresAt.ToUnixTimeMilliseconds(), signedIn.GuestKey);
    }
}
