using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;

namespace Parlance.Core.Events;

/// <summary>Something that happened and that somebody connected may have to hear of. Immutable; shared between nodes and dialects.</summary>
public abstract record ChatEvent;

/// <summary>An event that the followers of one conversation hear.</summary>
/// <param name="Position">Place in the server-wide log; 0 for what is not stored (typing, signals). Within a conversation positions only grow.</param>
public abstract record ConversationEvent(ConversationId Conversation, long Position) : ChatEvent
{
    /// <summary>May be dropped for a connection that is slow: whoever misses it has lost nothing that lasts.</summary>
    public bool IsEphemeral => Position == 0;
}

public sealed record MessagePosted(Message Message) : ConversationEvent(Message.Conversation, Message.Id.Value);

public enum MessageChange
{
    Edited,
    Deleted,
    Reacted,
}

/// <summary>An older message changed.</summary>
/// <param name="Message">As it is now, reactions included.</param>
/// <param name="By">Who changed it; null when replayed after an absence, as only the state is kept.</param>
/// <param name="Emoji">With <see cref="MessageChange.Reacted"/>: the emoji that was added or taken back; null when replayed after an absence.</param>
/// <param name="Added">With <see cref="MessageChange.Reacted"/>: added (true) or taken back.</param>
public sealed record MessageChanged(Message Message, MessageChange Change, UserId? By, string? Emoji = null, bool Added = false)
    : ConversationEvent(Message.Conversation, Message.Revision);

/// <summary>A member's watermarks moved; <see cref="Member.DeliveredSeq"/> and <see cref="Member.ReadSeq"/> are the new ones.</summary>
public sealed record ReceiptMoved(Member Member) : ConversationEvent(Member.Conversation, Member.ReceiptPosition);

/// <summary>Somebody joined, left, was put out, or changed role or name in the conversation.</summary>
/// <param name="By">Who did it; the member themselves when they joined or left; null when replayed after an absence, as only the state is kept.</param>
/// <param name="Details">The conversation, when the member has just come in and must be shown it; else null.</param>
public sealed record MemberChanged(Member Member, UserId? By, Conversation? Details = null) : ConversationEvent(Member.Conversation, Member.Position);

/// <summary>The conversation was created, changed or deleted.</summary>
public sealed record ConversationChanged(Conversation Value) : ConversationEvent(Value.Id, Value.Position);

/// <summary>Somebody started or stopped typing.</summary>
public sealed record Typing(ConversationId Conversation, UserId User, string Name, bool IsTyping) : ConversationEvent(Conversation, 0);

/// <summary>An event about one person, heard by their own connections and by those who watch them.</summary>
public abstract record UserEvent(UserId User) : ChatEvent;

public sealed record PresenceChanged(UserId User, bool IsOnline, DateTimeOffset At) : UserEvent(User);

/// <summary>Name, avatar, bio or role changed.</summary>
public sealed record ProfileChanged(User Profile) : UserEvent(Profile.Id);

/// <summary>Sessions ended; open sockets of theirs must close within two seconds.</summary>
/// <param name="Session">Null for every session of the user.</param>
/// <param name="Except">With <paramref name="Session"/> null: the one whose open sockets may stay, since its user did this and has newer tokens; its old tokens are dead too.</param>
public sealed record SessionsEnded(UserId User, SessionId? Session, RefusalCode Reason, SessionId? Except = null) : UserEvent(User);
