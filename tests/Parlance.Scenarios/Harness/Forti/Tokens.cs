using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Parlance.Scenarios.Harness.Forti;

/// <summary>Tokens that are not good, and those of a Django server with the same key.</summary>
public static class Tokens
{
    /// <param name="family">Null for a token that does not say, as an original server mints them.</param>
    public static string Expired(long user, string? family = null) => Sign(user, DateTimeOffset.UtcNow.AddHours(-1), family);

    /// <summary>An access token of a session that no other token has.</summary>
    public static string Of(long user, string family) => Sign(user, DateTimeOffset.UtcNow.AddHours(1), family, Guid.NewGuid());

    /// <summary>As the server minted it that was replaced: no family, the user's id as a string.</summary>
    public static string OfTheOriginal(long user) => Sign(user, DateTimeOffset.UtcNow.AddHours(1));

    /// <summary>The same token with another signature.</summary>
    public static string Forged(string token) => $"{token[..token.LastIndexOf('.')]}.{Base64Url.EncodeToString(new byte[32])}";

    /// <summary>`alg: none`.</summary>
    public static string WithoutSignature(long user) => $"{Part("""{"alg":"none","typ":"JWT"}""")}.{Part(Payload(user, DateTimeOffset.UtcNow.AddHours(1)))}.";

    private static string Sign(long user, DateTimeOffset expires, string? family = null, Guid? id = null)
    {
        var head = $"{Part("""{"alg":"HS256","typ":"JWT"}""")}.{Part(Payload(user, expires, family, id))}";
        return $"{head}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(ServerSettings.Secret), Encoding.UTF8.GetBytes(head)))}";
    }

    private static string Payload(long user, DateTimeOffset expires, string? family = null, Guid? id = null) =>
        $$"""{"token_type":"access","exp":{{expires.ToUnixTimeSeconds()}},"iat":{{expires.ToUnixTimeSeconds() - 3600}},"jti":"{{id?.ToString("N") ?? "0123456789abcdef0123456789abcdef"}}","user_id":"{{user}}"{{(family is null ? "" : $",\"fam\":\"{family}\"")}}}""";

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
