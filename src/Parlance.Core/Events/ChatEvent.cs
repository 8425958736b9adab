using Parlance.Core.Accounts;
using Parlance.Core.Calls;
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

    /// <summary>Somebody whose own connections need not hear of it; null for nobody.</summary>
    public virtual UserId? Except => null;
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
public sealed record ReceiptMoved(Member Member) : ConversationEvent(Member.Conversation, Member.ReceiptPosition)
{
    /// <summary>The watermarks before; as the new ones when replayed after an absence.</summary>
    public long DeliveredFrom { get; init; } = Member.DeliveredSeq;

    /// <inheritdoc cref="DeliveredFrom"/>
    public long ReadFrom { get; init; } = Member.ReadSeq;

    /// <summary>The member said so of the whole conversation, not of one message of it.</summary>
    public bool IsOfAll { get; init; }
}

/// <summary>Somebody joined, left, was put out, or changed role or name in the conversation.</summary>
/// <param name="By">Who did it; the member themselves when they joined or left; null when replayed after an absence, as only the state is kept.</param>
/// <param name="Details">The conversation, when the member has just come in and must be shown it; else null.</param>
public sealed record MemberChanged(Member Member, UserId? By, Conversation? Details = null) : ConversationEvent(Member.Conversation, Member.Position);

/// <summary>The conversation was created, changed or deleted.</summary>
public sealed record ConversationChanged(Conversation Value) : ConversationEvent(Value.Id, Value.Position);

/// <summary>Something about one person in a room that is not stored.</summary>
/// <param name="ConversationKey">As <see cref="Conversation.PublicKey"/>.</param>
public abstract record RoomEvent(ConversationId Conversation, string ConversationKey, Person Who, DateTimeOffset At) : ConversationEvent(Conversation, 0);

/// <summary>Somebody started or stopped typing; their own connections are not told.</summary>
public sealed record Typing(ConversationId Conversation, string ConversationKey, Person Who, DateTimeOffset At, bool IsTyping) : RoomEvent(Conversation, ConversationKey, Who, At)
{
    public override UserId? Except => Who.Id;
}

/// <summary>Somebody says that they have read a direct conversation to its end, whether or not a watermark moved by that; their own connections are not told.</summary>
public sealed record DirectRead(ConversationId Conversation, string ConversationKey, Person Who, DateTimeOffset At) : RoomEvent(Conversation, ConversationKey, Who, At)
{
    public override UserId? Except => Who.Id;
}

/// <summary>Somebody's first connection came into the room; their own connections are not told.</summary>
public sealed record Entered(ConversationId Conversation, string ConversationKey, Person Who, DateTimeOffset At) : RoomEvent(Conversation, ConversationKey, Who, At)
{
    public override UserId? Except => Who.Id;
}

/// <summary>Somebody's last connection left the room. Membership stays.</summary>
public sealed record Departed(ConversationId Conversation, string ConversationKey, Person Who, DateTimeOffset At) : RoomEvent(Conversation, ConversationKey, Who, At);

/// <summary>Somebody in the room shows video to whoever asks for it; their own connections are not told.</summary>
public sealed record BroadcastStarted(ConversationId Conversation, string ConversationKey, Person Who, DateTimeOffset At) : RoomEvent(Conversation, ConversationKey, Who, At)
{
    public override UserId? Except => Who.Id;
}

public sealed record BroadcastStopped(ConversationId Conversation, string ConversationKey, Person Who, DateTimeOffset At) : RoomEvent(Conversation, ConversationKey, Who, At);

/// <summary>Somebody who is in the room changed how they are shown.</summary>
/// <param name="Who">As they are shown now.</param>
/// <param name="AvatarOnly">Nothing but the avatar changed.</param>
public sealed record AppearanceChanged(ConversationId Conversation, string ConversationKey, Person Who, DateTimeOffset At, string PreviousName, string? Bio, bool AvatarOnly)
    : RoomEvent(Conversation, ConversationKey, Who, At);

/// <summary>An event about one person, heard by their own connections and by those who watch them.</summary>
public abstract record UserEvent(UserId User) : ChatEvent;

public sealed record PresenceChanged(Person Who, bool IsOnline, DateTimeOffset At) : UserEvent(Who.Id);

/// <summary>Somebody types to somebody with whom there is no conversation yet. With one, it is <see cref="Typing"/>.</summary>
public sealed record TypingTo(UserId To, Person Who, DateTimeOffset At, bool IsTyping) : UserEvent(To);

/// <summary>What one person's program tells another's to set up a call or broadcast; only relayed, never stored, and nobody here reads it.</summary>
/// <param name="To">Heard by this person's connections in the same conversation.</param>
/// <param name="Payload">One JSON value as it was sent.</param>
public sealed record SignalSent(ConversationId Conversation, string ConversationKey, Person From, Person To, string Payload) : UserEvent(To.Id)
{
    /// <summary>The call it belongs to; null outside of calls.</summary>
    public CallId? Call { get; init; }

    /// <summary>Which of the sender's connections sent it, where that is in a call.</summary>
    public ParticipantId? FromParticipant { get; init; }

    /// <summary>The one connection that is to hear it; null for all.</summary>
    public ParticipantId? ToParticipant { get; init; }
}

/// <summary>Somebody removed the history of a conversation for themselves, up to <see cref="Member.ClearedSeq"/>.</summary>
public sealed record HistoryCleared(Member Member) : UserEvent(Member.User);

/// <summary>Name, avatar, bio, details or role changed, or the person was removed (<see cref="User.IsDeleted"/>).</summary>
public sealed record ProfileChanged(User Profile) : UserEvent(Profile.Id);

/// <summary>Somebody blocked somebody else, or does no longer. Nobody connected is told.</summary>
public sealed record BlockChanged(UserId By, UserId Whom, bool IsBlocked) : ChatEvent;

/// <summary>The bans of devices and addresses are to be read again.</summary>
public sealed record BansChanged : ChatEvent;

/// <summary>A device is banned, whoever holds it. Every node that learns of it says so, so it may come more than once.</summary>
public sealed record DeviceBanned(string Device) : ChatEvent;

/// <summary>The filters are to be read again.</summary>
public sealed record FiltersChanged : ChatEvent;

/// <summary>Sessions ended; open sockets of theirs must close within two seconds.</summary>
/// <param name="Session">Null for every session of the user.</param>
/// <param name="Except">With <paramref name="Session"/> null: the one whose open sockets may stay, since its user did this.</param>
public sealed record SessionsEnded(UserId User, SessionId? Session, RefusalCode Reason, SessionId? Except = null) : UserEvent(User);

/// <summary>Something about one connection that looks for partners, heard by that connection alone.</summary>
public abstract record SeekerEvent(SeekerId To) : ChatEvent;
