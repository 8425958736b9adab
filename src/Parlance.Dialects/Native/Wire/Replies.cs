using System.Text.Json.Serialization;

namespace Parlance.Dialects.Native.Wire;

// What stands under `ok` in a reply, and as the body of the REST twin.

public sealed record EmptyReply
{
    public static readonly EmptyReply Instance = new();
}

/// <param name="Self">Null when the caller is not a member.</param>
public sealed record AccessReply(WireConversation Conversation, WireMember? Self);

public sealed record ConversationReply(WireConversation Conversation);

public sealed record MemberReply(WireMember Member);

/// <param name="Newest">Null when nothing was said yet.</param>
/// <param name="UnreadMentions">Those of the unread that mention the caller.</param>
public sealed record WireEntry(WireConversation Conversation, WireMember Self, long Unread, long UnreadMentions, WireMessage? Newest);

/// <param name="Position">The log position of this snapshot: a cursor that misses nothing of what it shows.</param>
/// <param name="Next">`before` of the next page; null when this is the last.</param>
public sealed record ConversationsReply(IReadOnlyList<WireEntry> Conversations, long Position, long? Next);

public sealed record RoomsReply(IReadOnlyList<WireConversation> Rooms, long? Next);

public sealed record MembersReply(IReadOnlyList<WireMember> Members, long? Next);

public sealed record HistoryReply(IReadOnlyList<WireMessage> Messages, long Position);

/// <param name="Next">`cursor` of the next page; null when this is the last.</param>
/// <param name="Position">The log position up to which the index has come.</param>
public sealed record SearchReply(IReadOnlyList<WireHit> Hits, string? Next, long Position);

/// <param name="Url">To be given as a room's `thumbnail_url`.</param>
public sealed record ThumbnailReply(string Url);

/// <param name="Removed">How many messages the caller no longer sees.</param>
public sealed record ClearReply(long Removed);

public sealed record SendReply(long Message, long Seq, long SentAt)
{
    /// <summary>An earlier attempt with the same client id stored it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Repeat { get; init; }
}

public sealed record MessageReply(long Message, long Position);

public sealed record WirePresence(long User, bool Online, long? LastSeen);

public sealed record PresenceReply(IReadOnlyList<WirePresence> Presence);

/// <param name="Resume">`none`, `replay` or `snapshot`.</param>
public sealed record HelloReply(WireUser User, long Position, string Resume, long ExpiresAt, int MaxFrameBytes)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? GuestKey { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AccessToken { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RefreshToken { get; init; }
}

public sealed record RefreshReply(long ExpiresAt)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AccessToken { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RefreshToken { get; init; }

    /// <summary>Seconds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ExpiresIn { get; init; }
}
