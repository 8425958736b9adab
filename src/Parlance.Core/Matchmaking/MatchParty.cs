using Parlance.Core.Accounts;

namespace Parlance.Core.Matchmaking;

/// <summary>Somebody who looks for a partner, as far as a match and its record have to know them.</summary>
/// <param name="Key">As the partner is told: an account's id in digits, or what the dialect made up for somebody without one (`anonymous_…`). Never empty.</param>
public sealed record MatchParty(string Key)
{
    /// <summary>Null for somebody without an account or guest identity.</summary>
    public UserId? User { get; init; }

    /// <summary>Null for guests and for those without an account.</summary>
    public string? Username { get; init; }

    /// <summary>Empty when there is none.</summary>
    public string DisplayName { get; init; } = "";

    public string? AvatarUrl { get; init; }

    /// <summary>What the client's device calls itself, the same for all its connections; null when the client gives none.</summary>
    public string? Device { get; init; }

    /// <summary>Where the connection comes from, as <see cref="Limits.AddressKey"/> writes it. Kept for moderators, never a reason not to be matched.</summary>
    public string Address { get; init; } = "";

    /// <summary>Name of the dialect it came through.</summary>
    public string Dialect { get; init; } = "";

    /// <summary>What tells whether two connections are of the same person: account and device, else the key.</summary>
    public IEnumerable<string> Identities
    {
        get
        {
            if (User is { } user)
                yield return $"user:{user}";
            if (Device is { } device)
                yield return $"device:{device}";
            if (User is null && Device is null)
                yield return $"key:{Key}";
        }
    }

    public static MatchParty Of(User user, string dialect, string address) => new(user.Id.ToString())
    {
        User = user.Id,
        Username = user.Username,
        DisplayName = user.DisplayName,
        AvatarUrl = user.AvatarUrl,
        Address = address,
        Dialect = dialect,
    };
}
