namespace Parlance.Dialects.Native.Wire;

// Every field may be absent: the core names the one that is missing.

public sealed record RegisterRequest(
    string? Username,
    string? Password,
    string? Email,
    string? DisplayName);

/// <param name="Username">Or the e-mail address.</param>
public sealed record SignInRequest(
    string? Username,
    string? Password);

public sealed record GuestRequest(
    string? Name,
    string? GuestKey);

public sealed record UpgradeRequest(
    string? Username,
    string? Password,
    string? Email);

public sealed record RefreshRequest(string? RefreshToken);

public sealed record SignOutRequest(bool? Everywhere);

public sealed record PasswordRequest(
    string? CurrentPassword,
    string? NewPassword);

/// <summary>Null or absent leaves a field alone, an empty string clears it.</summary>
public sealed record ProfileRequest(
    string? DisplayName,
    string? Bio,
    string? AvatarUrl,
    string? Email)
{
    public string? Username { get; init; }

    public WireAvatars? AvatarUrls { get; init; }

    /// <summary>Names of <see cref="Core.Accounts.ProfileDetails"/>; a null value leaves that detail alone.</summary>
    public IReadOnlyDictionary<string, string?>? Details { get; init; }
}

/// <param name="Password">Members must give it.</param>
public sealed record DeleteRequest(string? Password);
