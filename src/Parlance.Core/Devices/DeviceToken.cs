namespace Parlance.Core.Devices;

/// <summary>Where somebody wants to be woken by a push service. Kept for the day something is pushed; nothing is now.</summary>
public sealed record DeviceToken(long Id, UserId User, string Token, string Platform, bool IsActive, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public const int MaxToken = 500;

    /// <summary>Of one person; a further one replaces the one unchanged for longest.</summary>
    public const int MaxEach = 20;
}

/// <summary>Device tokens on disk. Safe for concurrent use.</summary>
public interface IDeviceTokenStore
{
    /// <summary>A token is one device: whoever registers it last has it.</summary>
    Task<DeviceToken> SaveAsync(UserId user, string token, string platform, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>By number; <see cref="DeviceToken.MaxEach"/> at most.</summary>
    Task<IReadOnlyList<DeviceToken>> ListAsync(UserId user, CancellationToken cancellationToken);

    /// <returns>False when the user has no such token.</returns>
    Task<bool> RemoveAsync(UserId user, string token, CancellationToken cancellationToken);
}
