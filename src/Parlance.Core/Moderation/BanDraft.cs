using System.Net;

namespace Parlance.Core.Moderation;

/// <summary>Whom a moderator bans: exactly one of the three, why, and for how long.</summary>
public sealed record BanDraft
{
    public UserId? User { get; init; }

    public string? Device { get; init; }

    /// <summary>An address or network, as <see cref="AddressRange.Parse"/> reads it.</summary>
    public string? Address { get; init; }

    public string? Reason { get; init; }

    /// <summary>Null for good.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Also when it locks the moderator out.</summary>
    public bool Force { get; init; }

    /// <summary>Whence the moderator comes; null when at the server itself.</summary>
    public IPAddress? OwnAddress { get; init; }
}

/// <summary>How a report is decided, and what is done to its subject.</summary>
/// <param name="State">`upheld` or `dismissed`.</param>
/// <param name="Ban">`user`, `device` or `address` of the subject; null for no ban.</param>
public sealed record ReportDecision(string? State, string? Note, string? Ban, TimeSpan? BanDuration)
{
    /// <inheritdoc cref="BanDraft.OwnAddress"/>
    public IPAddress? OwnAddress { get; init; }
}
