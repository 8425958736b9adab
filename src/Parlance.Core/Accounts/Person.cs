namespace Parlance.Core.Accounts;

/// <summary>Somebody as others are shown them.</summary>
/// <param name="Key">As <see cref="User.Key"/>.</param>
/// <param name="AvatarUrl">Absolute, or starting with `/media/`; null when there is none.</param>
public sealed record Person(UserId Id, string Key, string Name, string? AvatarUrl);
