using Parlance.Core;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Storage.Messages;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Conversations;

/// <summary>Reads of conversations and members. On SQLite they run on the calling thread; on PostgreSQL they wait without one.</summary>
public sealed class SqlConversationStore(Database database) : IConversationStore
{
    public Task<Conversation?> FindAsync(ConversationId id, CancellationToken cancellationToken) =>
        database.ReadAsync(s => s.FirstAsync(ConversationSql.Find, [("id", id.Value)], Rows.Conversation, cancellationToken), cancellationToken);

    public Task<Conversation?> FindByKeyAsync(string key, CancellationToken cancellationToken) =>
        database.ReadAsync(s => s.FirstAsync(ConversationSql.FindByKey, [("key", key)], Rows.Conversation, cancellationToken), cancellationToken);

    public Task<Member?> FindMemberAsync(ConversationId conversation, UserId user, CancellationToken cancellationToken) =>
        database.ReadAsync(
            s => s.FirstAsync(MemberSql.Find, [("conversation_id", conversation.Value), ("user_id", user.Value)], Rows.Member, cancellationToken), cancellationToken);

    public Task<long> CountJoinedAsync(ConversationId conversation, IReadOnlyCollection<UserId> users, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async s => await s.ScalarAsync(MemberSql.CountJoined,
                [("conversation_id", conversation.Value), ("ids", StoredJson.Array(users.Select(u => u.Value)))], cancellationToken) ?? 0,
            cancellationToken);

    public Task<IReadOnlyList<Member>> MembersAsync(ConversationId conversation, UserId? after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Member>>(
            async s =>
            {
                var (joinedAt, user) = (long.MinValue, 0L);
                if (after is { } last)
                {
                    // The row is there even if the member has left since, so a page never starts over.
                    var member = await s.FirstAsync(MemberSql.Find, [("conversation_id", conversation.Value), ("user_id", last.Value)], Rows.Member, cancellationToken);
                    if (member is null)
                        return [];
                    (joinedAt, user) = (member.JoinedAt.ToUnixTimeMilliseconds(), last.Value);
                }

                return await s.QueryAsync(MemberSql.Joined,
                    [("conversation_id", conversation.Value), ("joined_at", joinedAt), ("user_id", user), ("limit", limit)], Rows.Member, cancellationToken);
            },
            cancellationToken);

    public Task<IReadOnlyList<ConversationId>> ConversationIdsOfAsync(UserId user, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ConversationId>>(
            async s => await s.QueryAsync(ConversationSql.IdsOf, [("user_id", user.Value)], static row => new ConversationId(row.GetInt64(0)), cancellationToken),
            cancellationToken);

    public Task<(IReadOnlyList<Member> Departures, IReadOnlyList<Conversation> Deleted)> LostSinceAsync(
        UserId user, long position, CancellationToken cancellationToken) =>
        database.SnapshotAsync<(IReadOnlyList<Member>, IReadOnlyList<Conversation>)>(
            async s =>
            {
                var departures = await s.QueryAsync(MemberSql.DepartedSince, [("user_id", user.Value), ("position", position)], Rows.Member, cancellationToken);
                return (departures, await s.QueryAsync(ConversationSql.DeletedSince, [("user_id", user.Value), ("position", position)], Rows.Conversation, cancellationToken));
            },
            cancellationToken);

    public Task<(IReadOnlyList<ConversationEntry> Entries, long Position)> ListAsync(UserId user, long before, int limit, CancellationToken cancellationToken) =>
        database.SnapshotAsync<(IReadOnlyList<ConversationEntry>, long)>(
            async s =>
            {
                var position = await SqlMessageStore.HeadAsync(s, cancellationToken);
                var entries = await s.QueryAsync(ConversationSql.List, [("user_id", user.Value), ("before", before), ("limit", limit)], Rows.Entry, cancellationToken);
                var unread = await UnreadAsync(s, user, entries.Select(e => e.Conversation.Id), cancellationToken);
                return ([.. entries.Select(e => WithUnread(e, unread))], position);
            },
            cancellationToken);

    public Task<IReadOnlyList<(ConversationEntry Entry, UserId Other)>> DirectsAsync(UserId user, int limit, CancellationToken cancellationToken) =>
        database.SnapshotAsync<IReadOnlyList<(ConversationEntry, UserId)>>(
            async s =>
            {
                var directs = await s.QueryAsync(ConversationSql.Directs, [("user_id", user.Value), ("limit", limit)], Rows.Direct, cancellationToken);
                var unread = await UnreadAsync(s, user, directs.Select(d => d.Entry.Conversation.Id), cancellationToken);
                return [.. directs.Select(d => (WithUnread(d.Entry, unread), d.Other))];
            },
            cancellationToken);

    public Task<long> UnreadAsync(UserId user, CancellationToken cancellationToken) =>
        database.SnapshotAsync(
            async s =>
            {
                var directs = await s.QueryAsync(ConversationSql.UnreadDirects, [("user_id", user.Value)], static row => new ConversationId(row.GetInt64(0)), cancellationToken);
                return (await UnreadAsync(s, user, directs, cancellationToken)).Values.Sum(u => u.All);
            },
            cancellationToken);

    public Task<IReadOnlyList<Conversation>> FindByPairAsync(string pairKey, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Conversation>>(
            async s => await s.QueryAsync(ConversationSql.FindByPair, [("pair_key", pairKey)], Rows.Conversation, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Member>> AwayAsync(
        ConversationId conversation, DateTimeOffset guestsBefore, DateTimeOffset accountsBefore, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Member>>(
            async s => await s.QueryAsync(MemberSql.Away,
                [
                    ("conversation_id", conversation.Value), ("guests_before", guestsBefore.ToUnixTimeMilliseconds()),
                    ("accounts_before", accountsBefore.ToUnixTimeMilliseconds()),
                ],
                Rows.Member, cancellationToken),
            cancellationToken);

    public Task<ILookup<ConversationId, Member>> FirstMembersAsync(IReadOnlyCollection<ConversationId> conversations, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async s => (await s.QueryAsync(MemberSql.First, [("ids", StoredJson.Array(conversations.Select(c => c.Value))), ("limit", limit)], Rows.Member, cancellationToken))
                .ToLookup(member => member.Conversation),
            cancellationToken);

    public Task<IReadOnlyList<Conversation>> RoomsAsync(
        string? category, string? text, ConversationId? before, int limit, CancellationToken cancellationToken, bool orNone = false) =>
        database.ReadAsync<IReadOnlyList<Conversation>>(
            async s => await s.QueryAsync(ConversationSql.Rooms,
                [("before", before?.Value ?? long.MaxValue), ("category", category), ("or_none", orNone ? 1 : 0), ("text", text is null ? null : FoldedText.Contains(text)), ("limit", limit)],
                Rows.Conversation, cancellationToken),
            cancellationToken);

    private static ConversationEntry WithUnread(ConversationEntry entry, Dictionary<ConversationId, (long All, long Mentions)> unread)
    {
        var (all, mentions) = unread.GetValueOrDefault(entry.Conversation.Id);
        return entry with { Unread = all, UnreadMentions = mentions };
    }

    /// <summary>Conversations without anything unread are left out.</summary>
    private static async Task<Dictionary<ConversationId, (long All, long Mentions)>> UnreadAsync(
        SqlSession session, UserId user, IEnumerable<ConversationId> conversations, CancellationToken cancellationToken)
    {
        var ids = StoredJson.Array(conversations.Select(c => c.Value));
        var counts = await session.QueryAsync(MemberSql.Unread,
            [("user_id", user.Value), ("ids", ids), ("window", MessageRules.MaxUnread), ("mention", StoredJson.Mention(user))], Rows.Unread, cancellationToken);
        return counts.ToDictionary(c => c.Conversation, c => (c.All, c.Mentions));
    }
}
