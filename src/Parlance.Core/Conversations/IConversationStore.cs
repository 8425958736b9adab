namespace Parlance.Core.Conversations;

/// <summary>A conversation as one member's list shows it.</summary>
/// <param name="Unread">Messages above the member's read watermark.</param>
/// <param name="Activity">Log position of the newest message, or of the creation while there is none: what the list is ordered by.</param>
public sealed record ConversationEntry(Conversation Conversation, Member Self, long Unread, long Activity);

/// <summary>Reads of conversations and members; writes go through the message log, which gives them a position. Safe for concurrent use.</summary>
public interface IConversationStore
{
    /// <summary>Null when there is none; deleted ones are found and say so.</summary>
    Task<Conversation?> FindAsync(ConversationId id, CancellationToken cancellationToken);

    Task<Conversation?> FindByKeyAsync(string key, CancellationToken cancellationToken);

    Task<Member?> FindMemberAsync(ConversationId conversation, UserId user, CancellationToken cancellationToken);

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

    /// <summary>Rooms that are listed (public and password), newest first.</summary>
    /// <param name="category">Null for all.</param>
    /// <param name="text">Part of name or description, case-insensitive; null for all.</param>
    /// <param name="before">Only rooms with an id below this; null to start.</param>
    Task<IReadOnlyList<Conversation>> RoomsAsync(string? category, string? text, ConversationId? before, int limit, CancellationToken cancellationToken);
}
