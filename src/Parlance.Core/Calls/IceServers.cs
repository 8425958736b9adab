using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Parlance.Core.Calls;

/// <summary>One entry of a browser's `iceServers`.</summary>
/// <param name="Username">Null, as the credential, for servers that ask for none.</param>
public sealed record IceServer(IReadOnlyList<string> Urls, string? Username, string? Credential);

/// <param name="ExpiresAt">Afterwards TURN servers refuse the credentials.</param>
public sealed record IceAnswer(IReadOnlyList<IceServer> Servers, DateTimeOffset ExpiresAt);

/// <summary>STUN and TURN servers for a client, the latter with credentials that end by themselves.</summary>
/// <remarks>
/// The scheme of coturn's `use-auth-secret`: the username is the time of expiry and who it is for, which the TURN server's accounting shows; the credential is
/// its HMAC-SHA1 under a secret that both servers share. So the TURN server needs no word from this one.
/// </remarks>
public sealed class IceServers(CallOptions options, TimeProvider time)
{
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(options.TurnSecret);

    /// <param name="userKey">As <see cref="Accounts.User.Key"/>.</param>
    public IceAnswer For(string userKey)
    {
        var expires = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().Add(options.TurnLifetime).ToUnixTimeSeconds());
        var servers = new List<IceServer>(2);
        if (options.StunUrls.Count > 0)
            servers.Add(new IceServer(options.StunUrls, null, null));
        if (options.TurnUrls.Count > 0)
        {
            var username = string.Create(CultureInfo.InvariantCulture, $"{expires.ToUnixTimeSeconds()}:{userKey}");
            servers.Add(new IceServer(options.TurnUrls, username, Sign(username)));
        }

        return new IceAnswer(servers, expires);
    }

    /// <summary>Whether a browser would take the address, which else throws away the whole list.</summary>
    /// <param name="complaint">When false: what is wrong with it, as the rest of "… ".</param>
    public static bool IsUrl(string url, IReadOnlyList<string> schemes, [NotNullWhen(false)] out string? complaint)
    {
        complaint = null;
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !schemes.Contains(url[..colon], StringComparer.Ordinal))
        {
            complaint = $"does not begin with {string.Join(" or ", schemes.Select(scheme => $"`{scheme}:`"))}";
            return false;
        }

        var rest = url[(colon + 1)..];
        var query = rest.IndexOf('?', StringComparison.Ordinal);
        var (host, transport) = query < 0 ? (rest, "") : (rest[..query], rest[(query + 1)..]);
        if (transport.Length > 0 && transport is not ("transport=udp" or "transport=tcp"))
            complaint = "has something else than `?transport=udp` or `?transport=tcp` behind the host";
        else if (host.StartsWith('/') || !Uri.TryCreate($"tcp://{host}", UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.PathAndQuery.Length > 1 || uri.UserInfo.Length > 0)
            complaint = "names no host";
        return complaint is null;
    }

    // The scheme of the TURN servers, who know no other; what is signed is a time and a key that everybody may see.
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "TURN servers compare with HMAC-SHA1.")]
    private string Sign(string username) => Convert.ToBase64String(HMACSHA1.HashData(_secret, Encoding.UTF8.GetBytes(username)));
}
