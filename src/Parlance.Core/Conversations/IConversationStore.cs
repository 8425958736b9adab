namespace Parlance.Core.Conversations;

/// <summary>A conversation as one member's list shows it.</summary>
/// <param name="Unread">Messages of others above the member's read watermark that are not deleted, of the newest <see cref="Messages.MessageRules.MaxUnread"/>.</param>
/// <param name="Activity">Log position of the newest message, or of the creation while there is none: what the list is ordered by.</param>
public sealed record ConversationEntry(Conversation Conversation, Member Self, long Unread, long Activity)
{
    /// <summary>Those of <see cref="Unread"/> that mention the member.</summary>
    public long UnreadMentions { get; init; }
}

/// <summary>Reads of conversations and members; writes go through the message log, which gives them a position. Safe for concurrent use.</summary>
public interface IConversationStore
{
    /// <summary>Null when there is none; deleted ones are found and say so.</summary>
    Task<Conversation?> FindAsync(ConversationId id, CancellationToken cancellationToken);

    Task<Conversation?> FindByKeyAsync(string key, CancellationToken cancellationToken);

    Task<Member?> FindMemberAsync(ConversationId conversation, UserId user, CancellationToken cancellationToken);

    /// <summary>How many of these users, each named once, are joined members.</summary>
    Task<long> CountJoinedAsync(ConversationId conversation, IReadOnlyCollection<UserId> users, CancellationToken cancellationToken);

    /// <summary>Joined members, by join time then user id.</summary>
    /// <param name="after">Skip members up to and including this one; null to start.</param>
    Task<IReadOnlyList<Member>> MembersAsync(ConversationId conversation, UserId? after, int limit, CancellationToken cancellationToken);

    /// <summary>Ids of the conversations the user is a joined member of and that are not deleted.</summary>
    Task<IReadOnlyList<ConversationId>> ConversationIdsOfAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>What the user lost after <paramref name="position"/>: their own rows where they left or were put out, and conversations they are in that were
    /// deleted.</summary>
    Task<(IReadOnlyList<Member> Departures, IReadOnlyList<Conversation> Deleted)> LostSinceAsync(UserId user, long position, CancellationToken cancellationToken);

    /// <summary>The user's own list, most recently active first, taken in one snapshot with <paramref name="limit"/> entries at most.</summary>
    /// <param name="before">Only entries whose activity (position of the newest message or creation) is below this; <see cref="long.MaxValue"/> to start.</param>
    /// <returns>The entries and the log position of the snapshot.</returns>
    Task<(IReadOnlyList<ConversationEntry> Entries, long Position)> ListAsync(UserId user, long before, int limit, CancellationToken cancellationToken);

    /// <summary>Direct conversations that hold something the user did not remove, most recently active first.</summary>
    Task<IReadOnlyList<(ConversationEntry Entry, UserId Other)>> DirectsAsync(UserId user, int limit, CancellationToken cancellationToken);

    /// <summary>Sum of <see cref="ConversationEntry.Unread"/> over the user's direct conversations.</summary>
    Task<long> UnreadAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Direct conversations with that pair key, oldest first. Nearly always one: only text ids that hold a `-` can make two.</summary>
    Task<IReadOnlyList<Conversation>> FindByPairAsync(string pairKey, CancellationToken cancellationToken);

    /// <summary>Joined plain members who joined and were last seen (<see cref="Accounts.User.LastSeenAt"/>) before a time, the one longest away first. Whoever is
    /// here now may be among them.</summary>
    Task<IReadOnlyList<Member>> AwayAsync(ConversationId conversation, DateTimeOffset guestsBefore, DateTimeOffset accountsBefore, CancellationToken cancellationToken);

    /// <summary>The first <paramref name="limit"/> joined members of each conversation, by join time.</summary>
    Task<ILookup<ConversationId, Member>> FirstMembersAsync(IReadOnlyCollection<ConversationId> conversations, int limit, CancellationToken cancellationToken);

    /// <summary>Rooms that are listed (public and password), newest first.</summary>
    /// <param name="category">Null for all.</param>
    /// <param name="orNone">Rooms without a category too.</param>
    /// <param name="text">Part of name or description, case-insensitive; null for all.</param>
    /// <param name="before">Only rooms with an id below this; null to start.</param>
    Task<IReadOnlyList<Conversation>> RoomsAsync(string? category, string? text, ConversationId? before, int limit, CancellationToken cancellationToken, bool orNone = false);
}
