using System.ComponentModel.DataAnnotations;

namespace Parlance.Server.Settings;

public sealed class HttpOptions
{
    public const string Section = "Http";

    /// <summary>Port to listen on, on every address of the machine. Default 8000; 0 takes a free one.</summary>
    [Range(0, 65_535)]
    public int Port { get; init; } = 8_000;

    /// <summary>Names this server answers to. Default: none given, any name is answered.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Host that a Vercel deployment was given; where names are limited, it and every name below `vercel.app` are answered, too. Default: none. Also set by `VERCEL_URL`.</summary>
    public string VercelUrl { get; init; } = "";

    /// <summary>Scheme and host under which people reach this server, like `https://chat.example.com`. Default: taken from each request. Its pages may always connect.</summary>
    public string PublicUrl { get; init; } = "";

    /// <summary>Addresses and networks of our own proxies, whose `X-Forwarded-For`, `-Proto` and `-Host` are believed. Default: loopback.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = ["127.0.0.0/8", "::1"];

    /// <summary>Largest request body in bytes; uploads have limits of their own. Default 1 MiB.</summary>
    [Range(1_024, 1_073_741_824)]
    public long MaxBodyBytes { get; init; } = 1_048_576;

    /// <summary>How long a client may take to send its request headers. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
