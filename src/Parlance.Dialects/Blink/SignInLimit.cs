using Parlance.Core;
using Parlance.Core.Limits;

namespace Parlance.Dialects.Blink;

/// <summary>How often one address may try to sign in on this wire, beside what holds for every wire.</summary>
internal sealed class SignInLimit(BlinkOptions options, LimitOptions limits, TimeProvider time)
{
    private readonly RateLimiter _perAddress = new(options.SignInsPerAddress, limits.Scale, time);

    /// <returns>Null when allowed, else `rate_limited`.</returns>
    public Refusal? Take(System.Net.IPAddress? address) => _perAddress.Take(AddressKey.Of(address), "attempts to sign in");
}
