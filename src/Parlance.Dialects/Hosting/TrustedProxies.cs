using System.Net;

namespace Parlance.Dialects.Hosting;

/// <summary>Where a request really came from and what it was addressed to.</summary>
public readonly record struct RequestSource(IPAddress? Address, string Scheme, string Host);

/// <summary>Believes `X-Forwarded-For`, `-Proto` and `-Host` only from the addresses the operator declared.</summary>
/// <remarks>
/// The chain in `X-Forwarded-For` is read from the right, the end our own proxy wrote, and stops at the first address that is no proxy of ours:
/// everything further left was written by the client and proves nothing. Of `-Proto` and `-Host` the last value counts, for the same reason.
/// </remarks>
public sealed class TrustedProxies(IReadOnlyList<IPNetwork> networks)
{
    public RequestSource Resolve(IPAddress? peer, string scheme, string host, string? forwardedFor, string? forwardedProto, string? forwardedHost)
    {
        var address = Plain(peer);
        if (address is null || !IsTrusted(address))
            return new RequestSource(address, scheme, host);

        var hops = forwardedFor?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        for (var i = hops.Length - 1; i >= 0 && IsTrusted(address); i--)
        {
            if (!TryParseHop(hops[i], out var hop))
                break;
            address = hop;
        }

        var proto = Last(forwardedProto)?.ToLowerInvariant();
        var name = Last(forwardedHost);
        return new RequestSource(
            address,
            proto is "http" or "https" ? proto : scheme,
            name is not null && OriginPattern.TrySplitHost(name, "http", out _, out _) && !name.Contains('*', StringComparison.Ordinal) ? name : host);
    }

    public bool IsTrusted(IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address))
                return true;
        }

        return false;
    }

    private static string? Last(string? list) => list?.Split(',', StringSplitOptions.TrimEntries)[^1] is { Length: > 0 } last ? last : null;

    // Some proxies write the port, and brackets around an IPv6 address.
    private static bool TryParseHop(string hop, out IPAddress address)
    {
        if (IPAddress.TryParse(hop, out var parsed) || (IPEndPoint.TryParse(hop, out var endPoint) && (parsed = endPoint.Address) is not null))
        {
            address = Plain(parsed)!;
            return true;
        }

        address = IPAddress.None;
        return false;
    }

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
