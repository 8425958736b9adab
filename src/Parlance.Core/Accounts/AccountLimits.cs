using Parlance.Core.Limits;

namespace Parlance.Core.Accounts;

/// <summary>The limits of <see cref="AccountService"/>, each with the buckets of this node.</summary>
public sealed class AccountLimits(LimitOptions options, TimeProvider time)
{
    internal RateLimiter SignInPerAddress { get; } = new(options.SignInPerAddress, options.Scale, time);

    internal RateLimiter SignInPerAccount { get; } = new(options.SignInPerAccount, options.Scale, time);

    internal RateLimiter RegisterPerAddress { get; } = new(options.RegisterPerAddress, options.Scale, time);

    internal RateLimiter GuestPerAddress { get; } = new(options.GuestPerAddress, options.Scale, time);

    internal RateLimiter KeylessGuestPerAddress { get; } = new(options.KeylessGuestPerAddress, options.Scale, time);
}
