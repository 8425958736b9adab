using System.Text.Json.Serialization;
using Parlance.Core.Accounts;

namespace Parlance.Dialects.Native.Wire;

/// <summary>A person as they see themselves: with the e-mail address.</summary>
internal sealed record NativeSelf(
    long Id, string Key, string? Username, string Name, string? AvatarUrl, string? Bio, string Role, bool Guest, long CreatedAt,
    [property: JsonPropertyName("email")] string? Email)
    : NativeUser(Id, Key, Username, Name, AvatarUrl, Bio, Role, Guest, CreatedAt)
{
    public static new NativeSelf Of(User user) => new(
        user.Id.Value, user.Key, user.Username, user.DisplayName, user.AvatarUrl, user.Bio, RoleName(user.Role), user.IsGuest,
        user.CreatedAt.ToUnixTimeMilliseconds(), user.Email);
}
