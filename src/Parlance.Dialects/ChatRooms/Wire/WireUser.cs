using System.Text.Json;
using System.Text.Json.Serialization;
using Parlance.Core.Accounts;

namespace Parlance.Dialects.ChatRooms.Wire;

/// <summary>A person. Fixtures `user__*`.</summary>
/// <param name="Username">As everybody is shown them: clients match their own messages by this very text, so it is the display name on this wire.</param>
/// <param name="Email">For the owner alone; absent for others.</param>
/// <param name="JoinedAt">Equal to <paramref name="CreatedAt"/>, under the other name that clients read.</param>
internal sealed record WireUser(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("display_name")] string DisplayName,
    [property: JsonPropertyName("email"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Email,
    [property: JsonPropertyName("bio")] string? Bio,
    [property: JsonPropertyName("avatar_url")] string? AvatarUrl,
    [property: JsonPropertyName("avatar_urls")] WireAvatars? AvatarUrls,
    [property: JsonPropertyName("created_at")] string CreatedAt,
    [property: JsonPropertyName("joined_at")] string JoinedAt)
{
    /// <summary>The fields of <see cref="ProfileDetails"/> that are set.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Details { get; init; }

    /// <param name="toOwner">With the e-mail address, empty when there is none.</param>
    public static WireUser Of(User user, Links links, bool toOwner) => new(
        user.Key, user.DisplayName, user.DisplayName, toOwner ? user.Email ?? "" : null, user.Bio, links.Absolute(user.AvatarUrl), WireAvatars.Of(user.AvatarUrls, links),
        WireTime.Of(user.CreatedAt), WireTime.Of(user.CreatedAt))
    {
        Details = user.Details.Count == 0
            ? null
            : user.Details.OrderBy(d => d.Key, StringComparer.Ordinal).ToDictionary(d => d.Key, d => JsonSerializer.SerializeToElement(IsUrl(d.Key) ? links.Absolute(d.Value)! : d.Value, ChatRoomsJson.Default.String), StringComparer.Ordinal),
    };

    private static bool IsUrl(string name) => name.EndsWith("_url", StringComparison.Ordinal);
}

/// <summary>One picture in four sizes, each an absolute URL.</summary>
internal sealed record WireAvatars(
    [property: JsonPropertyName("thumbnail")] string Thumbnail,
    [property: JsonPropertyName("small")] string Small,
    [property: JsonPropertyName("medium")] string Medium,
    [property: JsonPropertyName("large")] string Large)
{
    public static WireAvatars? Of(AvatarSet? set, Links links) => set is null
        ? null
        : new WireAvatars(links.Absolute(set.Thumbnail)!, links.Absolute(set.Small)!, links.Absolute(set.Medium)!, links.Absolute(set.Large)!);
}

/// <summary>A person as a search finds them. Fixture `users_search`.</summary>
internal sealed record WireFoundUser(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("display_name")] string DisplayName,
    [property: JsonPropertyName("avatar_url")] string? AvatarUrl,
    [property: JsonPropertyName("avatar_urls")] WireAvatars? AvatarUrls,
    [property: JsonPropertyName("bio")] string? Bio)
{
    public static WireFoundUser Of(User user, Links links) =>
        new(user.Key, user.DisplayName, user.DisplayName, links.Absolute(user.AvatarUrl), WireAvatars.Of(user.AvatarUrls, links), user.Bio);
}
