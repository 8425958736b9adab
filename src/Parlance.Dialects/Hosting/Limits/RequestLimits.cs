using System.Net;
using Parlance.Core;
using Parlance.Core.Limits;

namespace Parlance.Dialects.Hosting.Limits;

/// <summary>How many requests one address may make of one dialect, reads and writes apart (contracts C12). What is to be guessed at (passwords) has stricter limits of its own.</summary>
public sealed class RequestLimits(LimitOptions options, TimeProvider time)
{
    private readonly RateLimiter _reads = new(options.ReadsPerAddress, options.Scale, time);
    private readonly RateLimiter _writes = new(options.WritesPerAddress, options.Scale, time);

    /// <returns>Null when allowed, else `rate_limited`.</returns>
    public Refusal? Take(string dialect, RouteClass route, IPAddress? address) =>
        (route == RouteClass.Read ? _reads : _writes).Take($"{dialect} {AddressKey.Of(address)}", "requests");
}
