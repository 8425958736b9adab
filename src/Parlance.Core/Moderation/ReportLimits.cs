using Parlance.Core.Limits;

namespace Parlance.Core.Moderation;

/// <summary>The limits of <see cref="ReportService"/>, with the buckets of this node.</summary>
public sealed class ReportLimits(LimitOptions options, TimeProvider time)
{
    private const string What = "reports";

    private readonly RateLimiter _perAddress = new(options.ReportPerAddress, options.Scale, time);
    private readonly RateLimiter _perAccount = new(options.ReportPerAccount, options.Scale, time);
    private readonly RateLimiter _perDevice = new(options.ReportPerDevice, options.Scale, time);

    /// <returns>Null when allowed, else `rate_limited`.</returns>
    public Refusal? Take(ReporterContext reporter) =>
        _perAddress.Take(AddressKey.Of(reporter.Address), What)
        ?? (reporter.User is { } user ? _perAccount.Take(user.Id.ToString(), What) : null)
        ?? (reporter.Device is { } device ? _perDevice.Take(device, What) : null);
}
