namespace Parlance.Client;

/// <summary>Something that happened, in the order in which it happened to this client.</summary>
public abstract record ParlanceEvent;

/// <summary>A change that the server stored. Each is given once, also across reconnects, and positions grow.</summary>
public abstract record StoredEvent : ParlanceEvent
{
    public long Conversation { get; init; }

    /// <summary>Place in the server's log. Persist the highest one processed to resume from it in another process.</summary>
    public long Position { get; init; }
}

public sealed record MessageReceived(Message Message) : StoredEvent;

public sealed record MessageEdited : StoredEvent
{
    public long Seq { get; init; }

    public long Id { get; init; }

    /// <summary>Who did it; null in a replay.</summary>
    public long? By { get; init; }

    public string Content { get; init; } = "";

    public DateTimeOffset EditedAt { get; init; }

    /// <summary>All of them as they are now.</summary>
    public IReadOnlyList<long> Mentions { get => field ?? []; init; } = [];

    /// <summary>The whole set as it is now: in a replay one event stands for all that changed.</summary>
    public IReadOnlyList<Reaction> Reactions { get => field ?? []; init; } = [];
}

public sealed record MessageDeleted : StoredEvent
{
    public long Seq { get; init; }

    public long Id { get; init; }

    /// <summary>Who did it; null in a replay.</summary>
    public long? By { get; init; }
}

public sealed record MessageReacted : StoredEvent
{
    public long Seq { get; init; }

    public long Id { get; init; }

    /// <summary>Who did it; null in a replay.</summary>
    public long? By { get; init; }

    /// <summary>Null in a replay: then only the whole set is known.</summary>
    public string? Emoji { get; init; }

    /// <summary>False for a reaction taken back; null in a replay.</summary>
    public bool? Added { get; init; }

    /// <summary>The whole set as it is now.</summary>
    public IReadOnlyList<Reaction> Reactions { get => field ?? []; init; } = [];
}

public sealed record ReceiptMoved : StoredEvent
{
    public long User { get; init; }

    public long Delivered { get; init; }

    public long Read { get; init; }
}

/// <summary>Somebody joined, left, was put out, or changed role or name. One's own leaving is the last event of a conversation.</summary>
public sealed record MemberChanged : StoredEvent
{
    /// <summary>Who did it; null in a replay.</summary>
    public long? By { get; init; }

    public Member Member { get; init; } = new();
}

/// <summary>The conversation's fields as they are now. Also given when one is added, and then its position may lie in the past.</summary>
public sealed record ConversationChanged : StoredEvent
{
    public Conversation Value { get; init; } = new();
}

/// <summary>An event this version of the client has no type for.</summary>
/// <param name="Type">The wire's name of it.</param>
/// <param name="Json">The whole frame.</param>
public sealed record UnknownEvent(string Type, string Json) : StoredEvent;
