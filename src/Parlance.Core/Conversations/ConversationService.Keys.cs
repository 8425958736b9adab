using Parlance.Core.Accounts;

namespace Parlance.Core.Conversations;

public sealed partial class ConversationService
{
    /// <summary>A room by key, for somebody who did not say who they are. Deleted ones and other kinds are `not_found`.</summary>
    public ValueTask<Outcome<Conversation>> FindRoomAsync(string key) => throw new NotSupportedException();

    /// <summary>As the other overload, with a grant or password, and all that a room made by joining shall be.</summary>
    /// <param name="createAs">When there is no room with that key, make it so; null: refuse.</param>
    /// <returns>The caller's access as a member, or `not_found`, `password_required`, `full`, `banned`, `invalid`.</returns>
    public Task<Outcome<Access>> JoinAsync(User user, ConversationRef reference, RoomPass pass, ConversationDraft? createAs, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>The direct conversation of these two people, found by their keys as <see cref="Conversation.PairKeyOf"/> joins them.</summary>
    /// <param name="user">One of the two; somebody else's is `not_found`.</param>
    public Task<Outcome<Access>> FindDirectAsync(UserId user, string pairKey, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>The direct conversation of that pair key whoever asks, for deciding whether the caller may act for one of the two; null when there is none.</summary>
    public Task<(Conversation Conversation, User First, User Second)?> FindPairAsync(string pairKey, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>As <see cref="FindPairAsync(string, CancellationToken)"/>, by number.</summary>
    public Task<(Conversation Conversation, User First, User Second)?> FindPairAsync(ConversationId direct, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>How a member is shown in this conversation from now on; unchanged values cause no event.</summary>
    public Task<Outcome<Member>> ShowAsAsync(UserId user, ConversationId conversation, string displayName, string? avatarUrl) => throw new NotSupportedException();

    /// <summary>Removes the history so far for this member alone; what all members of a direct conversation removed loses its content for good.</summary>
    /// <returns>How many messages that were visible to the member no longer are.</returns>
    public Task<Outcome<long>> ClearAsync(UserId user, ConversationRef reference) => throw new NotSupportedException();

    /// <summary>Listed rooms, newest first.</summary>
    /// <param name="category">Null for all; `Other` also finds rooms without one.</param>
    public Task<IReadOnlyList<Conversation>> RoomsAsync(string? category, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>For each room its host, if it has one, and its joined members by join time, <paramref name="perRoom"/> at most.</summary>
    public Task<IReadOnlyDictionary<ConversationId, (User? Host, IReadOnlyList<User> Members)>> PeopleAsync(
        IReadOnlyCollection<Conversation> rooms, int perRoom, CancellationToken cancellationToken) => throw new NotSupportedException();
}
