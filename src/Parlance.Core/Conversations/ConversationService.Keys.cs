using Parlance.Core.Accounts;
using Parlance.Core.Conversations.Entries;
using Parlance.Core.Messages;

namespace Parlance.Core.Conversations;

/// <summary>Conversations as clients know them that have only text ids, and what one member does for themselves.</summary>
public sealed partial class ConversationService
{
    private const string NoCategory = "Other";

    /// <summary>A room by key, for somebody who did not say who they are. Deleted ones and other kinds are `not_found`.</summary>
    public async ValueTask<Outcome<Conversation>> FindRoomAsync(string key) =>
        await cache.FindAsync(ConversationRef.Of(key)) is { Kind: ConversationKind.Room, IsDeleted: false } room ? room : Refusal.NoSuchConversation;

    /// <summary>The direct conversation of these two people, found by their keys as <see cref="Conversation.PairKeyOf"/> joins them.</summary>
    /// <param name="user">One of the two; somebody else's is `not_found`.</param>
    public async Task<Outcome<Access>> FindDirectAsync(UserId user, string pairKey, CancellationToken cancellationToken)
    {
        foreach (var direct in await PairsAsync(pairKey, cancellationToken))
        {
            if (await store.FindMemberAsync(direct.Id, user, cancellationToken) is { IsJoined: true } member)
                return await cache.JudgeAsync(new Access(direct, member), user);
        }

        return Refusal.NoSuchConversation;
    }

    /// <summary>The direct conversation of that pair key whoever asks, for deciding whether the caller may act for one of the two; null when there is none.</summary>
    public async Task<(Conversation Conversation, User First, User Second)?> FindPairAsync(string pairKey, CancellationToken cancellationToken)
    {
        (Conversation, User First, User Second)? found = null;
        foreach (var direct in await PairsAsync(pairKey, cancellationToken))
        {
            if (await PeopleOfAsync(direct, cancellationToken) is not { } pair)
                continue;
            // A guest may choose a key that together with another reads like two UUIDs of other people: theirs goes before.
            if (Guid.TryParseExact(pair.First.Key, "D", out _) && Guid.TryParseExact(pair.Second.Key, "D", out _))
                return pair;
            found ??= pair;
        }

        return found;
    }

    /// <summary>As <see cref="FindPairAsync(string, CancellationToken)"/>, by number.</summary>
    public async Task<(Conversation Conversation, User First, User Second)?> FindPairAsync(ConversationId direct, CancellationToken cancellationToken) =>
        await cache.FindAsync(ConversationRef.Of(direct)) is { Kind: ConversationKind.Direct, IsDeleted: false } found
            ? await PeopleOfAsync(found, cancellationToken)
            : null;

    /// <summary>How a member is shown in this conversation from now on; unchanged values cause no event.</summary>
    public async Task<Outcome<Member>> ShowAsAsync(UserId user, ConversationId conversation, string displayName, string? avatarUrl)
    {
        if ((AccountRules.DisplayName(displayName) ?? AccountRules.AvatarUrl(avatarUrl)) is { } invalid)
            return invalid;
        if (!(await FindAsMemberAsync(user, ConversationRef.Of(conversation))).TryGet(out var access, out var refusal))
            return refusal;

        displayName = displayName.Trim();
        avatarUrl = string.IsNullOrEmpty(avatarUrl) ? null : avatarUrl;
        return access.Member!.DisplayName == displayName && access.Member.AvatarUrl == avatarUrl
            ? access.Member
            : await log.StoreAsync(new ShowMember(conversation, user, displayName, avatarUrl));
    }

    /// <summary>Removes the history so far for this member alone; what all members of a direct conversation removed loses its content for good.</summary>
    /// <returns>How many messages that were visible to the member no longer are.</returns>
    public async Task<Outcome<long>> ClearAsync(UserId user, ConversationRef reference)
    {
        if (!(await FindAsMemberAsync(user, reference)).TryGet(out var access, out var refusal))
            return refusal;
        // What is counted here, from storage and not from memory, is what is removed below; whatever comes meanwhile stays.
        var id = access.Conversation.Id;
        if (await store.FindAsync(id, CancellationToken.None) is not { } current || await store.FindMemberAsync(id, user, CancellationToken.None) is not { } member)
            return Refusal.NoSuchConversation;
        var visible = await messages.CountVisibleAsync(id, member.ClearedSeq, current.LastSeq, except: null, CancellationToken.None);
        return (await log.StoreAsync(new ClearHistory(id, user, current.LastSeq))).TryGet(out var moved, out refusal) ? moved ? visible : 0 : refusal;
    }

    /// <summary>Listed rooms, newest first.</summary>
    /// <param name="category">Null for all; `Other` also finds rooms without one.</param>
    public Task<IReadOnlyList<Conversation>> RoomsAsync(string? category, int limit, CancellationToken cancellationToken) =>
        category is { } asked && (asked.Length > ConversationRules.MaxCategory || !TextRules.IsClean(asked))
            ? Task.FromResult<IReadOnlyList<Conversation>>([])
            : store.RoomsAsync(category, null, null, limit, cancellationToken, orNone: category == NoCategory);

    /// <summary>For each room its host, if it has one, and its joined members by join time, <paramref name="perRoom"/> at most. People who were removed are left out.</summary>
    public async Task<IReadOnlyDictionary<ConversationId, (User? Host, IReadOnlyList<User> Members)>> PeopleAsync(
        IReadOnlyCollection<Conversation> rooms, int perRoom, CancellationToken cancellationToken)
    {
        var members = await store.FirstMembersAsync([.. rooms.Select(room => room.Id)], perRoom, cancellationToken);
        UserId[] ids = [.. members.SelectMany(room => room.Select(member => member.User)).Concat(rooms.Select(room => room.Host).OfType<UserId>()).Distinct()];
        var users = ids.Length == 0 ? [] : (await accounts.FindManyAsync(ids, cancellationToken)).Where(user => !user.IsDeleted).ToDictionary(user => user.Id);
        return rooms.ToDictionary(
            room => room.Id,
            room => (room.Host is { } host ? users.GetValueOrDefault(host) : null,
                (IReadOnlyList<User>)[.. members[room.Id].Select(member => users.GetValueOrDefault(member.User)).OfType<User>()]));
    }

    private async Task<IReadOnlyList<Conversation>> PairsAsync(string pairKey, CancellationToken cancellationToken) =>
        pairKey.Length is 0 or > (2 * ConversationRules.MaxKey) + 1 || !TextRules.IsClean(pairKey) ? [] : await store.FindByPairAsync(pairKey, cancellationToken);

    private async Task<(Conversation Conversation, User First, User Second)?> PeopleOfAsync(Conversation direct, CancellationToken cancellationToken)
    {
        UserId[] ids = [.. (await store.MembersAsync(direct.Id, null, 2, cancellationToken)).Select(member => member.User)];
        return await accounts.FindManyAsync(ids, cancellationToken) is [var one, var other]
            ? string.CompareOrdinal(one.Key, other.Key) <= 0 ? (direct, one, other) : (direct, other, one)
            : null;
    }
}
