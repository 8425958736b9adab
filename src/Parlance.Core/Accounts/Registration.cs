namespace Parlance.Core.Accounts;

/// <summary>A wish for an account, unchecked.</summary>
public sealed record Registration(string? Username, string? Password, string? Email = null, string? DisplayName = null)
{
    /// <summary>Other dialects allow shorter passwords than the native one.</summary>
    public int MinPassword { get; init; } = AccountRules.MinPassword;

    public UsernameRule UsernameRule { get; init; }

    /// <summary>With the names of <see cref="PersonalDetails"/>.</summary>
    public IReadOnlyDictionary<string, string> Personal { get; init; } = PersonalDetails.None;
}
