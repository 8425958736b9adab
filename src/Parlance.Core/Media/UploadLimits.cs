using System.Globalization;
using System.Net;
using Parlance.Core.Limits;

namespace Parlance.Core.Media;

/// <summary>How much may be uploaded, each limit with the buckets of this node.</summary>
public sealed class UploadLimits(LimitOptions limits, MediaOptions media, TimeProvider time)
{
    private const int Unit = 1_024;

    private readonly RateLimiter _perAddress = new(limits.UploadPerAddress, limits.Scale, time);
    private readonly RateLimiter _bytesPerUser = new(new RateLimit(media.MaxBytesPerUserADay / Unit, TimeSpan.FromDays(1)), limits.Scale, time);

    /// <summary>Call before the body is read.</summary>
    /// <returns>Null when one more upload is allowed, else `rate_limited`.</returns>
    public Refusal? TakeUpload(IPAddress? address) => _perAddress.Take(AddressKey.Of(address), "uploads from this address");

    /// <returns>Null when the user may upload that much more today, else `rate_limited`.</returns>
    public Refusal? TakeBytes(UserId user, long bytes) =>
        _bytesPerUser.TryTake(user.Value.ToString(CultureInfo.InvariantCulture), (int)((bytes + Unit - 1) / Unit), out var retryAfter)
            ? null
            : new Refusal(RefusalCode.RateLimited, "You have uploaded as much as one person may in a day.", "Wait as long as `retry_after_ms` says, or upload a smaller picture.") { RetryAfter = retryAfter };
}
