using System.Text.Json.Serialization;
using Parlance.Core.Accounts;

namespace Parlance.Dialects.Native.Wire;

/// <summary>One picture in four sizes.</summary>
public sealed record WireAvatars(
    [property: JsonRequired] string Thumbnail,
    [property: JsonRequired] string Small,
    [property: JsonRequired] string Medium,
    [property: JsonRequired] string Large)
{
    public static WireAvatars? Of(AvatarSet? avatars) => avatars is null ? null : new(avatars.Thumbnail, avatars.Small, avatars.Medium, avatars.Large);

    public AvatarSet ToSet() => new(Thumbnail, Small, Medium, Large);
}
