using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Parlance.Core.Accounts;
using Parlance.Dialects.Hosting.Media;

namespace Parlance.Dialects.Django.Wire;

/// <summary>A person as the Besage wire has it, which registration answers for several families.</summary>
/// <param name="Email">Empty for anybody but the owner, and when there is none.</param>
/// <param name="ProfileImage">Equal to <paramref name="ProfileImg"/>, under the name that the mobile client reads.</param>
internal sealed record WireUser(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("email")] string Email,
    [property: JsonPropertyName("profile_img")] string? ProfileImg,
    [property: JsonPropertyName("created_at")] string CreatedAt,
    [property: JsonPropertyName("updated_at")] string UpdatedAt,
    [property: JsonPropertyName("profileImage")] string? ProfileImage)
{
    public static WireUser Of(User user, HttpContext http, bool toOwner)
    {
        var image = string.IsNullOrEmpty(user.AvatarUrl) ? null : user.AvatarUrl[0] == '/' ? PublicBase.Of(http) + user.AvatarUrl : user.AvatarUrl;
        var created = DjangoTime.Of(user.CreatedAt);
        return new WireUser(user.Id.Value, DjangoCaller.NameOf(user), toOwner ? user.Email ?? "" : "", image, created, created, image);
    }
}
