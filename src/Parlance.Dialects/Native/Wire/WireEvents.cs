using System.Text.Json.Serialization;

namespace Parlance.Dialects.Native.Wire;

// The events of docs/wire/native.md but for `message` (WireMessage); each is the fixture of the same name.

public sealed record EditedEvent(string Type, long Conversation, long Seq, long Position, long Id)
{
    /// <summary>Absent in a replay.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? By { get; init; }

    public required string Content { get; init; }

    public long? EditedAt { get; init; }

    /// <summary>All of them.</summary>
    public required IReadOnlyList<long> Mentions { get; init; }

    /// <summary>The whole set: in a replay one event stands for all that changed.</summary>
    public required IReadOnlyList<WireReaction> Reactions { get; init; }
}

public sealed record DeletedEvent(string Type, long Conversation, long Seq, long Position, long Id)
{
    /// <summary>Absent in a replay.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? By { get; init; }
}

public sealed record ReactedEvent(string Type, long Conversation, long Seq, long Position, long Id)
{
    /// <summary>Absent in a replay, as are emoji and added.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? By { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Emoji { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Added { get; init; }

    public required IReadOnlyList<WireReaction> Reactions { get; init; }
}

public sealed record ReceiptEvent(string Type, long Conversation, long Position, long User, long Delivered, long Read);

public sealed record MemberEvent(string Type, long Conversation, long Position)
{
    /// <summary>Absent in a replay.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? By { get; init; }

    public required WireMember Member { get; init; }
}

public sealed record ConversationEventFrame(string Type, long Conversation, long Position, WireConversation Value);

public sealed record TypingEvent(string Type, long Conversation, long User, string Name, bool On);

public sealed record PresenceEvent(string Type, long User, bool Online, long LastSeen);

public sealed record ProfileEvent(string Type, WireUser User);

public sealed record ResumedEvent(string Type, long Position);

public sealed record TokenExpiringEvent(string Type, long ExpiresAt);
