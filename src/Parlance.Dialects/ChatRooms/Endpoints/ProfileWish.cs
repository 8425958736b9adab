using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Dialects.ChatRooms.Wire;

namespace Parlance.Dialects.ChatRooms.Endpoints;

/// <summary>What a `PUT …/profile` asks for, in the core's terms.</summary>
internal static class ProfileWish
{
    private const int MinName = 2;

    /// <returns>The change, or a refusal in this wire's words.</returns>
    public static Outcome<ProfileChange> Read(ProfileRequest body, User user)
    {
        var displayName = body.DisplayName?.Trim() is { Length: > 0 } shown ? shown : null;
        if (displayName is { Length: < MinName })
            return ChatRoomsErrors.Bad("Display name must be at least 2 characters", "display_name");

        // Clients send back the name they were shown; that is no wish.
        var username = body.Username?.Trim() is { Length: > 0 } name && name != user.DisplayName && name != user.Username ? name : null;
        if (CheckAvatar(body) is { } refusal)
            return refusal;

        return new ProfileChange(
            displayName ?? username,
            body.Bio,
            // The same URL again must not cost the sizes that were uploaded with it.
            body.AvatarUrls is null && body.AvatarUrl != user.AvatarUrl ? body.AvatarUrl : null,
            user.IsGuest ? null : body.Email)
        {
            Username = user.IsGuest ? null : username ?? (displayName == user.DisplayName ? null : displayName), // a display name alone sets both
            UsernameRule = UsernameRule.Free,
            AvatarUrls = ReadAvatars(body.AvatarUrls),
            Details = ReadDetails(body),
        };
    }

    private static Refusal? CheckAvatar(ProfileRequest body)
    {
        foreach (var url in (ReadOnlySpan<string?>)[body.AvatarUrl, body.AvatarUrls?.Thumbnail, body.AvatarUrls?.Small, body.AvatarUrls?.Medium, body.AvatarUrls?.Large])
        {
            if (url?.StartsWith("data:", StringComparison.OrdinalIgnoreCase) == true)
                return ChatRoomsErrors.Bad("Avatar must be a URL, not base64 data", "avatar_url");
            if (url?.Length > AccountRules.MaxAvatarUrl)
                return ChatRoomsErrors.Bad("Avatar URL too long (max 2000 chars)", "avatar_url");
        }

        return null;
    }

    /// <summary>Sizes that are missing are taken from the next larger one, else from any.</summary>
    private static AvatarSet? ReadAvatars(AvatarUrlsRequest? urls)
    {
        if (urls is null)
            return null;
        string?[] sizes = [urls.Thumbnail, urls.Small, urls.Medium, urls.Large];
        if (sizes.LastOrDefault(url => !string.IsNullOrEmpty(url)) is not { } any)
            return null;
        for (var i = sizes.Length - 1; i >= 0; i--)
            any = sizes[i] = string.IsNullOrEmpty(sizes[i]) ? any : sizes[i]!;
        return new AvatarSet(sizes[0]!, sizes[1]!, sizes[2]!, sizes[3]!);
    }

    private static Dictionary<string, string> ReadDetails(ProfileRequest body)
    {
        var details = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("profile_video_url", body.ProfileVideoUrl);
        Add("profile_audio_url", body.ProfileAudioUrl);
        Add("accent_color", body.AccentColor);
        Add("banner_color", body.BannerColor);
        Add("name_font", body.NameFont);
        Add("bio_font", body.BioFont);
        Add("about_font", body.AboutFont);
        Add("banner_media_url", body.BannerMediaUrl);
        Add("banner_media_type", body.BannerMediaType);
        Add("about_text", body.AboutText);
        return details;

        void Add(string name, string? value)
        {
            if (value is not null)
                details[name] = value;
        }
    }
}
