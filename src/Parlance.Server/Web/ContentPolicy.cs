using System.Buffers.Text;
using System.Security.Cryptography;

namespace Parlance.Server.Web;

/// <summary>What the web app's page may load and do; everything else a browser refuses.</summary>
internal static class ContentPolicy
{
    /// <summary>Stands in the built page where the answer's nonce belongs.</summary>
    public const string NoncePlaceholder = "__CSP_NONCE__";

    public static string NewNonce() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    /// <param name="host">As the browser addressed the server: older Safaris do not take the page's own sockets for `'self'`.</param>
    public static void Put(IHeaderDictionary headers, string nonce, string host)
    {
        // Scripts are files of this server, never text of a page: markup that somebody smuggled into a name or message runs nothing. Styles also come from
        // parts that write them at run time and show the nonce. Pictures may be of other servers: people keep avatars where they like.
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; " +
            $"style-src 'self' 'nonce-{nonce}'; " +
            "img-src 'self' https: data: blob:; media-src 'self' https: blob:; font-src 'self'; " +
            $"connect-src 'self' ws://{host} wss://{host}; " +
            "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        headers["Permissions-Policy"] = "camera=(self), microphone=(self), display-capture=(self), picture-in-picture=(self), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
    }
}
