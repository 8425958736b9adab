namespace Parlance.Core.Moderation;

public enum BanKind
{
    Account = 0,

    /// <summary>What a client calls its device; told by whoever holds it, so it stops the honest and the lazy.</summary>
    Device = 1,

    /// <summary>An address or a network.</summary>
    Address = 2,
}

public sealed record Ban
{
    public required BanId Id { get; init; }

    public required BanKind Kind { get; init; }

    /// <summary>The account's id, the device's key, or the network as <see cref="AddressRange"/> writes it.</summary>
    public required string Target { get; init; }

    public required string Reason { get; init; }

    /// <summary><see cref="DateTimeOffset.MaxValue"/> for good.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null for whoever works at the server's command line; so for who lifted it.</summary>
    public UserId? CreatedBy { get; init; }

    public DateTimeOffset? LiftedAt { get; init; }

    public UserId? LiftedBy { get; init; }

    public bool IsActive(DateTimeOffset now) => LiftedAt is null && ExpiresAt > now;
}
