using System.Collections.Frozen;

namespace Parlance.Core.Accounts;

/// <summary>The optional fields of a profile that decide how the person's page looks and sounds.</summary>
public static class ProfileDetails
{
    public static readonly IReadOnlyDictionary<string, string> None = FrozenDictionary<string, string>.Empty;

    /// <summary>Longest value of each field, in characters. A URL must be http or https, or a path that begins with `/media/`.</summary>
    public static readonly FrozenDictionary<string, int> MaxLengths = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["profile_video_url"] = AccountRules.MaxAvatarUrl,
        ["profile_audio_url"] = AccountRules.MaxAvatarUrl,
        ["banner_media_url"] = AccountRules.MaxAvatarUrl,
        ["banner_media_type"] = 50,
        ["accent_color"] = 50,
        ["banner_color"] = 200,
        ["name_font"] = 100,
        ["bio_font"] = 100,
        ["about_font"] = 100,
        ["about_text"] = AccountRules.MaxBio,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool IsUrl(string name) => name.EndsWith("_url", StringComparison.Ordinal);
}
