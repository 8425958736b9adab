using System.Text.Json.Serialization;
using Parlance.Core.Accounts;

namespace Parlance.Dialects.Native.Wire;

/// <param name="ExpiresIn">Seconds until the access token expires.</param>
/// <param name="ExpiresAt">The same as Unix milliseconds on the server's clock.</param>
/// <param name="GuestKey">Guests only: the secret that brings the same guest back. Keep it like a password.</param>
public sealed record SignedInResponse(
    WireUser User,
    string AccessToken,
    string RefreshToken,
    long ExpiresIn,
    long ExpiresAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? GuestKey)
{
    public static SignedInResponse Of(SignedIn signedIn)
    {
        var tokens = signedIn.Tokens;
        return new(WireUser.OfSelf(signedIn.User), tokens.Access, tokens.Refresh!, (long)tokens.Lifetime.TotalSeconds, tokens.ExpiresAt.ToUnixTimeMilliseconds(), signedIn.GuestKey);
    }
}
