using System.Text.Json.Serialization;
using Parlance.Core.Accounts;

namespace Parlance.Dialects.Native.Wire;

/// <summary>A person as everybody sees them.</summary>
internal record NativeUser(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("username")] string? Username,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("avatar_url")] string? AvatarUrl,
    [property: JsonPropertyName("bio")] string? Bio,
    [property: JsonPropertyName("role")] string Role,
    [property: JsonPropertyName("guest")] bool Guest,
    [property: JsonPropertyName("created_at")] long CreatedAt)
{
    public static NativeUser Of(User user) => new(
        user.Id.Value, user.Key, user.Username, user.DisplayName, user.AvatarUrl, user.Bio, RoleName(user.Role), user.IsGuest, user.CreatedAt.ToUnixTimeMilliseconds());

    protected static string RoleName(UserRole role) => role switch
    {
        UserRole.Guest => "guest",
        UserRole.Moderator => "moderator",
        UserRole.Admin => "admin",
        _ => "member",
    };
}
