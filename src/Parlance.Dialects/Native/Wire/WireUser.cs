using System.Text.Json.Serialization;
using Parlance.Core.Accounts;

namespace Parlance.Dialects.Native.Wire;

/// <summary>A user as others see it; <see cref="Email"/> is present for its owner alone.</summary>
/// <param name="CreatedAt">Unix milliseconds.</param>
public sealed record WireUser(
    long Id, string Key, string? Username, string Name, string? AvatarUrl, string? Bio, string Role, bool Guest, long CreatedAt)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Email { get; init; }

    /// <summary>Absent unless the avatar was uploaded in sizes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WireAvatars? AvatarUrls { get; init; }

    /// <summary>Absent when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Details { get; init; }

    public static WireUser Of(User user) =>
        new(user.Id.Value, user.Key, user.Username, user.DisplayName, user.AvatarUrl, user.Bio, RoleName(user.Role), user.IsGuest, user.CreatedAt.ToUnixTimeMilliseconds())
        {
            AvatarUrls = WireAvatars.Of(user.AvatarUrls),
            Details = user.Details.Count == 0 ? null : user.Details,
        };

    public static WireUser OfSelf(User user) => Of(user) with { Email = user.Email ?? "" };

    private static string RoleName(UserRole role) => role switch
    {
        UserRole.Guest => "guest",
        UserRole.Moderator => "moderator",
        UserRole.Admin => "admin",
        _ => "member",
    };
}
