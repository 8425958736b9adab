using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Dialects.Django;
using Parlance.Dialects.FortiFun.Wire;

namespace Parlance.Dialects.FortiFun;

/// <summary>Direct conversations as one of the two sees them.</summary>
internal sealed class ConversationViews(IConversationStore conversations, IMessageStore messageStore, MessageService messages, IAccountStore accounts)
{
    private const int Page = 500;

    /// <summary>All of the user's, most recently active first, without their messages.</summary>
    public async Task<IReadOnlyList<ConversationEntry>> EntriesAsync(UserId user, CancellationToken cancellationToken)
    {
        var directs = new List<ConversationEntry>();
        for (var before = long.MaxValue; ;)
        {
            var (entries, _) = await conversations.ListAsync(user, before, Page, cancellationToken);
            directs.AddRange(entries.Where(entry => entry.Conversation.Kind == ConversationKind.Direct));
            if (entries.Count < Page)
                return directs;
            before = entries[^1].Activity;
        }
    }

    public async Task<WireConversation[]> OfAsync(IReadOnlyCollection<ConversationEntry> entries, Links links, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
            return [];
        ConversationId[] ids = [.. entries.Select(entry => entry.Conversation.Id)];
        var members = await conversations.FirstMembersAsync(ids, 2, cancellationToken);
        var people = (await accounts.FindManyAsync([.. members.SelectMany(two => two.Select(member => member.User)).Distinct()], cancellationToken)).ToDictionary(user => user.Id);
        var newest = await messageStore.NewestAsync(ids, cancellationToken);

        var views = new List<WireConversation>(entries.Count);
        foreach (var entry in entries)
        {
            var last = newest.GetValueOrDefault(entry.Conversation.Id);
            var updated = last?.SentAt ?? entry.Conversation.CreatedAt;
            // Mostly the newest message is the last one to be seen; only when it was deleted is it looked for.
            if (last is null or { IsDeleted: true })
                last = await messages.RecentAsync(entry.Conversation.Id, entry.Self, null, 1, cancellationToken) is [var seen] ? seen : null;
            else if (last.Seq <= entry.Self.ClearedSeq)
                last = null;
            views.Add(Of(entry, [.. members[entry.Conversation.Id]], people, last, updated, links));
        }

        return [.. views];
    }

    /// <summary>One of them as it is now; null when it is gone.</summary>
    public async Task<WireConversation?> FindAsync(UserId user, ConversationId id, Links links, CancellationToken cancellationToken)
    {
        if (await conversations.FindAsync(id, cancellationToken) is not { Kind: ConversationKind.Direct, IsDeleted: false } direct
            || await conversations.FindMemberAsync(id, user, cancellationToken) is not { IsJoined: true } self)
            return null;
        var unread = await messageStore.CountVisibleAsync(id, Math.Max(self.ReadSeq, self.ClearedSeq), direct.LastSeq, user, cancellationToken);
        return (await OfAsync([new ConversationEntry(direct, self, unread, 0)], links, cancellationToken))[0];
    }

    /// <summary>Messages of one direct conversation.</summary>
    public async Task<WireMessage[]> OfAsync(ConversationId id, IReadOnlyCollection<Message> found, Links links, CancellationToken cancellationToken)
    {
        var members = await conversations.MembersAsync(id, null, 2, cancellationToken);
        var people = (await accounts.FindManyAsync([.. members.Select(member => member.User)], cancellationToken)).ToDictionary(user => user.Id);
        return [.. found.Select(message => Of(message, members, people, links))];
    }

    private static WireConversation Of(
        ConversationEntry entry, IReadOnlyList<Member> members, Dictionary<UserId, User> people, Message? last, DateTimeOffset updated, Links links) => new(
        entry.Conversation.Id.Value,
        [.. members.Select(member => people.GetValueOrDefault(member.User)).OfType<User>().Select(user => WireUserMin.Of(user, links))],
        DjangoTime.Of(entry.Conversation.CreatedAt),
        DjangoTime.Of(updated),
        !entry.Conversation.IsDeleted,
        last is null ? null : Of(last, members, people, links),
        entry.Unread);

    private static WireMessage Of(Message message, IReadOnlyList<Member> members, Dictionary<UserId, User> people, Links links)
    {
        var sender = people.TryGetValue(message.Sender, out var user)
            ? WireUserMin.Of(user, links)
            : new WireUserMin(message.Sender.Value, message.SenderName, links.Absolute(message.SenderAvatar));
        var isRead = members.Any(member => member.User != message.Sender && member.ReadSeq >= message.Seq);
        return WireMessage.Of(message, sender, isRead, links);
    }
}
