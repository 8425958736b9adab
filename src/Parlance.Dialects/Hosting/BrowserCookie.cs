using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Parlance.Core.Accounts;
using Parlance.Core.Limits;

namespace Parlance.Dialects.Hosting;

/// <summary>A random value by which a browser is known again on wires that carry no token. It proves nothing by itself: what it may do is remembered here.</summary>
public static class BrowserCookie
{
    public const string Name = "parlance_browser";
    private const int Bytes = 18;
    private const int Length = 24; // of the value: Base64Url
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <returns>The value in a Cookie header, or null when it has none that could be ours.</returns>
    public static string? Read(string? cookieHeader)
    {
        // Commas part several Cookie lines that were joined.
        foreach (var part in (cookieHeader ?? "").Split([';', ','], StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith(Name + "=", StringComparison.Ordinal) && part.Length == Name.Length + 1 + Length && Base64Url.IsValid(part.AsSpan(Name.Length + 1)))
                return part[(Name.Length + 1)..];
        }

        return null;
    }

    /// <summary>Where the request comes from.</summary>
    public static ClientOrigin Client(this HttpContext context) =>
        new(AddressKey.Of(context.Connection.RemoteIpAddress), Read(context.Request.Headers.Cookie));

    /// <summary>As <see cref="Client"/>; gives the browser its cookie if it has none.</summary>
    public static ClientOrigin KnownClient(this HttpContext context)
    {
        var client = context.Client();
        if (client.Browser is not null)
            return client;

        var value = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        var secure = context.Request.IsHttps;
        context.Response.Cookies.Append(Name, value, new CookieOptions
        {
            HttpOnly = true,
            Secure = secure,
            // The front end is on another site; without TLS browsers take no cookie that says so.
            SameSite = secure ? SameSiteMode.None : SameSiteMode.Lax,
            MaxAge = Lifetime,
            Path = "/",
        });
        return client with { Browser = value };
    }
}
