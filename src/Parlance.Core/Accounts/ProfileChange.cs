namespace Parlance.Core.Accounts;

/// <summary>New values for one's own profile: null leaves a field alone, empty clears it (the display name cannot be empty).</summary>
public sealed record ProfileChange(string? DisplayName = null, string? Bio = null, string? AvatarUrl = null, string? Email = null)
{
    /// <summary>For members only. As elsewhere null leaves it; it cannot be cleared.</summary>
    public string? Username { get; init; }

    public UsernameRule UsernameRule { get; init; }

    /// <summary>Uploaded sizes; sets <see cref="User.AvatarUrl"/> to the medium one. Another <see cref="AvatarUrl"/> given alone clears the sizes.</summary>
    public AvatarSet? AvatarUrls { get; init; }

    /// <summary>Names of <see cref="ProfileDetails"/>; those absent are left alone, empty values clear.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = ProfileDetails.None;

    /// <summary>As <see cref="Details"/>, with the names of <see cref="PersonalDetails"/>.</summary>
    public IReadOnlyDictionary<string, string> Personal { get; init; } = PersonalDetails.None;
}
