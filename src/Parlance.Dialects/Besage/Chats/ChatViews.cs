using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Core.Presence;
using Parlance.Dialects.Besage.Wire;
using Parlance.Dialects.Django;

namespace Parlance.Dialects.Besage.Chats;

/// <summary>Chats and messages as one participant sees them.</summary>
internal sealed class ChatViews(IConversationStore conversations, IMessageStore messages, People people, IPresence presence)
{
    /// <summary>Chats listed at most, the most recently active ones.</summary>
    public const int MaxChats = 1_000;

    private const int Page = 500;

    /// <summary>Rooms are other dialects', and matches are nobody's for long.</summary>
    public static bool IsChat(Conversation conversation) => conversation.Kind is ConversationKind.Direct or ConversationKind.Group;

    /// <summary>One's own chats, most recently active first.</summary>
    public async Task<IReadOnlyList<ConversationEntry>> EntriesAsync(UserId viewer, int limit, CancellationToken cancellationToken)
    {
        var chats = new List<ConversationEntry>();
        for (var before = long.MaxValue; ;)
        {
            var (entries, _) = await conversations.ListAsync(viewer, before, Page, cancellationToken);
            chats.AddRange(entries.Where(entry => IsChat(entry.Conversation)));
            if (entries.Count < Page || chats.Count >= limit)
                return chats.Count > limit ? chats.GetRange(0, limit) : chats;
            before = entries[^1].Activity;
        }
    }

    public async Task<WireChat[]> ListAsync(User viewer, string? search, Links links, CancellationToken cancellationToken)
    {
        var entries = await EntriesAsync(viewer.Id, MaxChats, cancellationToken);
        ConversationId[] ids = [.. entries.Select(entry => entry.Conversation.Id)];
        if (ids.Length == 0)
            return [];

        var newest = await messages.NewestAsync(ids, cancellationToken);
        var circles = await people.ReadAsync(ids, newest.Values.Select(message => message.Sender), cancellationToken);
        var chats = new List<WireChat>(entries.Count);
        foreach (var entry in entries)
        {
            var last = await LastAsync(newest.GetValueOrDefault(entry.Conversation.Id), entry.Self, cancellationToken);
            chats.Add(ToWire(entry.Conversation, viewer, circles[entry.Conversation.Id], last, entry.Unread, links));
        }

        return [.. chats.Where(chat => string.IsNullOrEmpty(search) || chat.Name.Contains(search, StringComparison.OrdinalIgnoreCase))];
    }

    /// <param name="conversation">One that the viewer is in.</param>
    public async Task<WireChat> OfAsync(Conversation conversation, User viewer, Links links, CancellationToken cancellationToken)
    {
        ConversationId[] ids = [conversation.Id];
        var newest = (await messages.NewestAsync(ids, cancellationToken)).GetValueOrDefault(conversation.Id);
        var circle = (await people.ReadAsync(ids, newest is null ? [] : [newest.Sender], cancellationToken))[conversation.Id];

        // From storage: what is remembered of a member does not follow every move of a watermark.
        var self = circle.Find(viewer.Id)?.Member ?? await conversations.FindMemberAsync(conversation.Id, viewer.Id, cancellationToken);
        if (self is null || newest is null)
            return ToWire(conversation, viewer, circle, null, 0, links);
        var from = Math.Max(Math.Max(self.ReadSeq, self.ClearedSeq), newest.Seq - MessageRules.MaxUnread);
        var unread = from >= newest.Seq ? 0 : await messages.CountVisibleAsync(conversation.Id, from, newest.Seq, viewer.Id, cancellationToken);
        return ToWire(conversation, viewer, circle, await LastAsync(newest, self, cancellationToken), unread, links);
    }

    /// <summary>In the order given; statuses as of now.</summary>
    public async Task<WireMessage[]> MessagesAsync(IReadOnlyCollection<Message> some, Links links, CancellationToken cancellationToken)
    {
        var circles = await people.ReadAsync([.. some.Select(m => m.Conversation).Distinct()], some.Select(m => m.Sender), cancellationToken);
        return [.. some.Select(message => circles[message.Conversation].ToWire(message, links))];
    }

    public async Task<WireMessage> MessageAsync(Message message, Links links, CancellationToken cancellationToken) => (await MessagesAsync([message], links, cancellationToken))[0];

    private WireChat ToWire(Conversation conversation, User viewer, Circle circle, Message? last, long unread, Links links) => new()
    {
        Id = conversation.Id.Value,
        Name = NameFor(viewer.Id, conversation, circle),
        CreatedAt = DjangoTime.Of(conversation.CreatedAt),
        Active = !conversation.IsDeleted,
        Participants = [.. circle.Seats.Select(seat => seat.ToWire(presence.IsOnline(seat.Member.User), links))],
        LastMessage = last is null ? null : circle.ToWire(last, links),
        UnreadCount = unread == 0 ? null : unread,
    };

    /// <summary>The newest message that is neither deleted nor removed by this member. Nearly always the newest of all; only when it is not, it is looked for.</summary>
    private async Task<Message?> LastAsync(Message? newest, Member self, CancellationToken cancellationToken)
    {
        if (newest is null || newest.Seq <= self.ClearedSeq)
            return null;
        if (!newest.IsDeleted)
            return newest;
        return await messages.RecentAsync(newest.Conversation, self.ClearedSeq, newest.Seq, 1, cancellationToken) is [var seen] ? seen : null;
    }

    private static string NameFor(UserId viewer, Conversation conversation, Circle circle)
    {
        if (conversation.Name.Length > 0)
            return conversation.Name;
        var shown = conversation.Kind == ConversationKind.Direct ? circle.Seats.Where(seat => seat.Member.User != viewer) : circle.Seats;
        return string.Join(", ", shown.Select(seat => seat.Name));
    }
}
