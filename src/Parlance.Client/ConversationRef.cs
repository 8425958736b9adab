namespace Parlance.Client;

/// <summary>A conversation by its number or by its key; both convert by themselves.</summary>
public readonly record struct ConversationRef
{
    private ConversationRef(long id, string? key)
    {
        Id = id;
        Key = key;
    }

    /// <summary>0 when the conversation is named by its key.</summary>
    public long Id { get; }

    public string? Key { get; }

#pragma warning disable CA2225 // the conversions are the point of this type; From… twins would only be noise
    public static implicit operator ConversationRef(long id) => new(id, null);

    public static implicit operator ConversationRef(string key) => new(0, key);

    public static implicit operator ConversationRef(Conversation conversation) => new(conversation.Id, null);
#pragma warning restore CA2225

    public override string ToString() => Key ?? Id.ToString();
}
