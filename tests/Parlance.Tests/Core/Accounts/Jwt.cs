using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Parlance.Tests.Core.Accounts;

/// <summary>Makes tokens the way another program would, good or bad, without the code under test.</summary>
internal static class Jwt
{
    public const string Secret = "a-secret-of-at-least-thirty-two-characters";

    public static string Make(string payload, string header = """{"alg":"HS256","typ":"JWT"}""", string secret = Secret)
    {
        var body = $"{Encode(header)}.{Encode(payload)}";
        return $"{body}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)))}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
