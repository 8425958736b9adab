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
    // The fields of ProfileDetails, each absent when it is not set.

    [JsonPropertyName("profile_video_url"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ProfileVideoUrl { get; init; }

    [JsonPropertyName("profile_audio_url"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ProfileAudioUrl { get; init; }

    [JsonPropertyName("accent_color"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AccentColor { get; init; }

    [JsonPropertyName("banner_color"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BannerColor { get; init; }

    [JsonPropertyName("name_font"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NameFont { get; init; }

    [JsonPropertyName("bio_font"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BioFont { get; init; }

    [JsonPropertyName("about_font"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AboutFont { get; init; }

    [JsonPropertyName("banner_media_url"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BannerMediaUrl { get; init; }

    [JsonPropertyName("banner_media_type"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BannerMediaType { get; init; }

    [JsonPropertyName("about_text"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AboutText { get; init; }

    /// <param name="toOwner">With the e-mail address, empty when there is none.</param>
    public static WireUser Of(User user, Links links, bool toOwner) => new(
        user.Key, user.DisplayName, user.DisplayName, toOwner ? user.Email ?? "" : null, user.Bio, links.Absolute(user.AvatarUrl), WireAvatars.Of(user.AvatarUrls, links),
        WireTime.Of(user.CreatedAt), WireTime.Of(user.CreatedAt))
    {
        ProfileVideoUrl = links.Absolute(user.Details.GetValueOrDefault("profile_video_url")),
        ProfileAudioUrl = links.Absolute(user.Details.GetValueOrDefault("profile_audio_url")),
        AccentColor = user.Details.GetValueOrDefault("accent_color"),
        BannerColor = user.Details.GetValueOrDefault("banner_color"),
        NameFont = user.Details.GetValueOrDefault("name_font"),
        BioFont = user.Details.GetValueOrDefault("bio_font"),
        AboutFont = user.Details.GetValueOrDefault("about_font"),
        BannerMediaUrl = links.Absolute(user.Details.GetValueOrDefault("banner_media_url")),
        BannerMediaType = user.Details.GetValueOrDefault("banner_media_type"),
        AboutText = user.Details.GetValueOrDefault("about_text"),
    };
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
