using System.Globalization;
using Parlance.Core;
using Parlance.Core.Limits;

namespace Parlance.Dialects.FortiFun;

/// <summary>How often one person may judge others, with the buckets of this node.</summary>
internal sealed class MatchingLimits(FortiFunOptions options, LimitOptions limits, TimeProvider time)
{
    private readonly RateLimiter _actions = new(options.MatchingPerUser, limits.Scale, time);
    private readonly RateLimiter _likes = new(options.LikesPerUser, limits.Scale, time);

    /// <returns>Null when allowed, else `rate_limited`.</returns>
    public Refusal? Take(UserId user, bool isLike)
    {
        var key = user.Value.ToString(CultureInfo.InvariantCulture);
        return _actions.Take(key, "matching actions") ?? (isLike ? _likes.Take(key, "likes") : null);
    }
}
