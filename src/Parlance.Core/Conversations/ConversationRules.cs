namespace Parlance.Core.Conversations;

/// <summary>What names, keys and the rest may look like. The limits stand here and nowhere else.</summary>
public static class ConversationRules
{
    public const int MaxName = 100;
    public const int MaxKey = KeyRules.MaxLength;
    public const int MaxDescription = 2_000;
    public const int MaxCategory = 50;
    public const int MaxTags = 10;
    public const int MaxTag = 50;
    public const int MaxUrl = 2_000;
    public const int MinPassword = 4;
    public const int MaxPassword = 256;
    public const int MaxMembers = 100_000;
    public const int MaxGroupAtOnce = 200;

    /// <summary>In a full room the one longest away gives up their place to a newcomer. A guest who is neither connected nor in the room keeps it this long after
    /// joining or last being seen: guests never leave, they just close the page. The host and moderators keep theirs for ever.</summary>
    public static readonly TimeSpan GuestPlaceKept = TimeSpan.FromMinutes(10);

    /// <summary>As <see cref="GuestPlaceKept"/>, for accounts.</summary>
    public static readonly TimeSpan AccountPlaceKept = TimeSpan.FromHours(24);

    /// <returns>Null when everything given may be stored; the caller fills what is missing.</returns>
    public static Refusal? Check(ConversationDraft draft) =>
        CheckText(draft.Name, "name", 1, MaxName)
        ?? (draft.Key is { } key ? KeyRules.Check(key) : null)
        ?? CheckText(draft.Description, "description", 0, MaxDescription, allowLines: true)
        ?? CheckText(draft.Category, "category", 0, MaxCategory)
        ?? CheckText(draft.ThumbnailUrl, "thumbnail_url", 0, MaxUrl)
        ?? CheckText(draft.Password, "password", MinPassword, MaxPassword)
        ?? CheckTags(draft.Tags)
        ?? (draft.MaxMembers is < 2 or > MaxMembers ? Refusal.Invalid("max_members", $"`max_members` must be 2 to {MaxMembers}.") : null)
        ?? (draft.SlowModeSeconds is < 0 or > Moderation.SlowMode.MaxSeconds ? Refusal.Invalid("slow_mode_s", $"`slow_mode_s` must be 0 to {Moderation.SlowMode.MaxSeconds}.") : null)
        ?? (draft.Privacy is Privacy.Password && draft.Password is null ? Refusal.Invalid("password", "A room with privacy `password` needs a `password`.") : null);

    private static Refusal? CheckTags(IReadOnlyList<string>? tags)
    {
        if (tags is null)
            return null;
        if (tags.Count > MaxTags)
            return Refusal.Invalid("tags", $"At most {MaxTags} tags.");
        return tags.Select(tag => CheckText(tag, "tags", 1, MaxTag)).FirstOrDefault(refusal => refusal is not null);
    }

    private static Refusal? CheckText(string? text, string field, int min, int max, bool allowLines = false)
    {
        if (text is null)
            return null;
        if (text.Length < min || text.Length > max)
            return Refusal.Invalid(field, $"`{field}` must have {min} to {max} characters.");
        if (min > 0 && string.IsNullOrWhiteSpace(text))
            return Refusal.Invalid(field, $"`{field}` must not be blank.");
        return TextRules.IsClean(text, allowLines) ? null : Refusal.Invalid(field, $"`{field}` holds control characters, direction overrides or broken characters.");
    }
}
