namespace Parlance.Core.Messages;

/// <summary>What a message may look like. The limits stand here and nowhere else.</summary>
public static class MessageRules
{
    public const int MaxContent = 20_000;
    public const int MaxKind = 32;
    public const int MaxClientId = 64;
    public const int MaxAttachments = 10;
    public const int MaxMentions = 20;
    public const int MaxEmoji = 64;
    public const int MaxReactionsAMessage = 200;

    /// <summary>Of each side of an attached picture, in pixels.</summary>
    public const int MaxSide = 100_000;

    /// <summary>Unread messages are counted among this many newest ones of a conversation.</summary>
    public const int MaxUnread = 1_000;

    public static readonly Refusal TooManyReactions = Refusal.Invalid("emoji", $"A message takes at most {MaxReactionsAMessage} reactions.");

    public static Refusal? Check(AppendEntry entry)
    {
        if (CheckContent(entry.Content, mayBeEmpty: entry.Attachments.Count > 0) is { } refusal)
            return refusal;
        if (entry.Kind.Length is 0 or > MaxKind || !TextRules.IsClean(entry.Kind))
            return Refusal.Invalid("kind", $"`kind` must have 1 to {MaxKind} characters.");
        if (entry.ClientId is { } clientId && (clientId.Length is 0 or > MaxClientId || !TextRules.IsClean(clientId)))
            return Refusal.Invalid("client_id", $"`client_id` must have 1 to {MaxClientId} characters.");
        if (CheckMentions(entry.Mentions) is { } tooMany)
            return tooMany;
        return entry.Attachments.Count > 0 ? CheckAttachments(entry.Attachments) : null;
    }

    /// <summary>Content is kept exactly as sent; only what cannot be stored or drawn at all is refused.</summary>
    public static Refusal? CheckContent(string content, bool mayBeEmpty = false)
    {
        if (content.Length > MaxContent)
            return new Refusal(RefusalCode.TooLarge, $"A message holds at most {MaxContent} characters.", "Send it in parts or as a file.") { Field = "content" };
        if (content.Length == 0 && !mayBeEmpty)
            return Refusal.Invalid("content", "`content` must not be empty.");
        if (content.Contains('\0', StringComparison.Ordinal))
            return Refusal.Invalid("content", "`content` must not hold U+0000.");
        return HasLoneSurrogate(content) ? Refusal.Invalid("content", "`content` holds half a character (a lone surrogate).") : null;
    }

    /// <summary>Whether these may be mentioned, as far as that can be told without asking who is in the conversation.</summary>
    public static Refusal? CheckMentions(IReadOnlyList<UserId> mentions) =>
        mentions.Count > MaxMentions ? Refusal.Invalid("mentions", $"At most {MaxMentions} people can be mentioned in a message.") : null;

    public static Refusal? CheckEmoji(string emoji) =>
        emoji.Length is 0 or > MaxEmoji || !TextRules.IsClean(emoji) || !TextRules.HasVisible(emoji)
            ? Refusal.Invalid("emoji", $"`emoji` must have 1 to {MaxEmoji} characters.")
            : null;

    private static Refusal? CheckAttachments(IReadOnlyList<Attachment> attachments)
    {
        if (attachments.Count > MaxAttachments)
            return Refusal.Invalid("attachments", $"At most {MaxAttachments} attachments.");
        foreach (var attachment in attachments)
        {
            var isWeb = Uri.TryCreate(attachment.Url, UriKind.Absolute, out var url) && url.Scheme is "https" or "http";
            if (attachment.Url.Length > 2_000 || !TextRules.IsClean(attachment.Url) || !isWeb && !attachment.Url.StartsWith("/media/", StringComparison.Ordinal))
                return Refusal.Invalid("attachments", "An attachment's `url` must be http, https or begin with `/media/`.");
            if (attachment.Name.Length is 0 or > 255 || !TextRules.IsClean(attachment.Name) || attachment.ContentType.Length > 255 || !TextRules.IsClean(attachment.ContentType) || attachment.Size < 0)
                return Refusal.Invalid("attachments", "An attachment needs a `name`, a `content_type` and a `size`.");
            if ((attachment.Width is null) != (attachment.Height is null) || attachment.Width is < 1 or > MaxSide || attachment.Height is < 1 or > MaxSide)
                return Refusal.Invalid("attachments", $"An attachment's `width` and `height` go together, each from 1 to {MaxSide} pixels.");
        }

        return null;
    }

    private static bool HasLoneSurrogate(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return true;
        }

        return false;
    }
}
