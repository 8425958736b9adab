namespace Parlance.Client;

/// <summary>The message is committed.</summary>
/// <param name="Message">Its id.</param>
/// <param name="Seq">Its number in the conversation.</param>
/// <param name="Repeat">True when an earlier attempt under the same client id stored it.</param>
public sealed record SendAck(long Message, long Seq, DateTimeOffset SentAt, bool Repeat = false);

/// <param name="Position">Of the change in the server's log; of the earlier one when nothing changed.</param>
public sealed record ChangeAck(long Message, long Position);

/// <param name="Self">Null when one is not a member.</param>
public sealed record ConversationView(Conversation Conversation, Member? Self);

/// <summary>A conversation as one's own list shows it.</summary>
/// <param name="Newest">Null while nothing was said.</param>
/// <param name="UnreadMentions">Those of the unread that mention oneself.</param>
public sealed record ConversationEntry(Conversation Conversation, Member Self, long Unread, long UnreadMentions, Message? Newest);

/// <param name="Position">The list holds every change up to here.</param>
/// <param name="Next">Give it as `before` for the next page; null after the last.</param>
public sealed record ConversationPage(IReadOnlyList<ConversationEntry> Conversations, long Position, long? Next);

/// <param name="Next">Give it as `before` for the next page; null after the last.</param>
public sealed record RoomPage(IReadOnlyList<Conversation> Rooms, long? Next);

/// <param name="Next">Give it as `after` for the next page; null after the last.</param>
public sealed record MemberPage(IReadOnlyList<Member> Members, long? Next);

/// <param name="Messages">Oldest first.</param>
/// <param name="Position">The page holds every change up to here.</param>
public sealed record HistoryPage(IReadOnlyList<Message> Messages, long Position);

/// <param name="Next">Give it as `cursor` for the next page; null after the last.</param>
/// <param name="Position">Messages and changes up to here are searched; what is newer comes within moments.</param>
public sealed record SearchPage(IReadOnlyList<SearchHit> Hits, string? Next, long Position);

/// <param name="Snippet">The part of the message that shows why it was found, plain text of at most 200 UTF-16 code units.</param>
/// <param name="Highlights">Pairs of start and length within the snippet, in UTF-16 code units.</param>
public sealed record SearchHit(long Conversation, Message Message, string Snippet, IReadOnlyList<IReadOnlyList<int>> Highlights);

/// <param name="LastSeen">Null when the person was never seen.</param>
public sealed record Presence(long User, bool Online, DateTimeOffset? LastSeen);

internal sealed record ConversationReply(Conversation Conversation);

internal sealed record MemberReply(Member Member);

internal sealed record PresenceReply(IReadOnlyList<Presence> Presence);

internal sealed record ClearReply(long Removed);

internal sealed record EmptyReply;

internal sealed record RefreshReply(string? AccessToken, string? RefreshToken, DateTimeOffset ExpiresAt);

internal sealed record HelloReply
{
    public User User { get; init; } = new();

    public long Position { get; init; }

    public ResumeKind Resume { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public int MaxFrameBytes { get; init; }

    public string? GuestKey { get; init; }

    public string? AccessToken { get; init; }

    public string? RefreshToken { get; init; }
}

internal sealed record ErrorReply(string Code, string Message, string? Remedy, long? RetryAfterMs, string? Field);
