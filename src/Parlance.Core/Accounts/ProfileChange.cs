namespace Parlance.Core.Accounts;

/// <summary>New values for one's own profile: null leaves a field alone, empty clears it (the display name cannot be empty).</summary>
public sealed record ProfileChange(string? DisplayName = null, string? Bio = null, string? AvatarUrl = null, string? Email = null);
