namespace Parlance.Core.Conversations;

/// <summary>How a client names a conversation: by number or by key.</summary>
public readonly record struct ConversationRef(ConversationId Id, string? Key)
{
    public static ConversationRef Of(ConversationId id) => new(id, null);

    public static ConversationRef Of(string key) => new(default, key);

    /// <summary>From a path segment: digits are a number, anything else a key.</summary>
    public static ConversationRef Parse(string text) =>
        long.TryParse(text, System.Globalization.NumberStyles.None, null, out var id) && id > 0 ? Of(new ConversationId(id)) : Of(text);
}
