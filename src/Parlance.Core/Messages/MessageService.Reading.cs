using Parlance.Core.Accounts;
using Parlance.Core.Conversations;

namespace Parlance.Core.Messages;

/// <summary>A direct conversation as one of the two sees it in a list.</summary>
/// <param name="Last">The newest message that is neither deleted nor removed by this member; null when there is none.</param>
/// <param name="Unread">Messages of the other one above the read watermark, deleted ones left out, of the newest <see cref="MessageRules.MaxUnread"/>.</param>
public sealed record DirectEntry(Conversation Conversation, Member Self, User Other, Message? Last, long Unread);

public sealed partial class MessageService
{
    private readonly LoadingCache<string, long> _count = new(_ => store.CountAsync(CancellationToken.None), time, 1, TimeSpan.FromSeconds(3));

    /// <summary>Posts a message and waits until it is committed.</summary>
    public async Task<Outcome<Message>> PostAsync(
        Access access, User sender, string content, string kind = "text", string? clientId = null, IReadOnlyList<Attachment>? attachments = null)
    {
        var entry = new AwaitedAppend
        {
            Conversation = access.Conversation.Id,
            ConversationKey = access.Conversation.PublicKey,
            Sender = sender.Id,
            SenderKey = sender.Key,
            SenderName = sender.DisplayName,
            SenderAvatar = sender.AvatarUrl,
            Kind = kind,
            Content = content,
            Attachments = attachments ?? [],
            ClientId = clientId,
            SentAt = time.GetUtcNow(),
        };
        return TryPost(access, entry) is { } refusal ? refusal : await entry.Done;
    }

    /// <summary>The newest <paramref name="limit"/> messages that are not deleted, oldest first; who may read was decided before.</summary>
    /// <param name="beforeSeq">Only messages below; null for the newest.</param>
    /// <param name="reader">What this member removed for themselves is left out; null to read as nobody.</param>
    public Task<IReadOnlyList<Message>> RecentAsync(ConversationId conversation, Member? reader, long? beforeSeq, int limit, CancellationToken cancellationToken) =>
        store.RecentAsync(conversation, reader?.ClearedSeq ?? 0, beforeSeq ?? long.MaxValue, limit, cancellationToken);

    /// <summary>Direct conversations that hold something for this user, latest message first.</summary>
    public async Task<IReadOnlyList<DirectEntry>> DirectsAsync(UserId user, int limit, CancellationToken cancellationToken)
    {
        var directs = await conversationStore.DirectsAsync(user, limit, cancellationToken);
        if (directs.Count == 0)
            return [];
        var others = (await accounts.FindManyAsync([.. directs.Select(d => d.Other)], cancellationToken)).ToDictionary(other => other.Id);
        var newest = await store.NewestAsync([.. directs.Select(d => d.Entry.Conversation.Id)], cancellationToken);

        var entries = new List<DirectEntry>(directs.Count);
        foreach (var (entry, otherId) in directs)
        {
            if (!others.TryGetValue(otherId, out var other))
                continue;
            // Mostly the newest message is the last one to be seen; only when it was deleted is it looked for.
            var last = newest.GetValueOrDefault(entry.Conversation.Id);
            if (last is null or { IsDeleted: true })
                last = await RecentAsync(entry.Conversation.Id, entry.Self, null, 1, cancellationToken) is [var seen] ? seen : null;
            entries.Add(new DirectEntry(entry.Conversation, entry.Self, other, last, entry.Unread));
        }

        return entries;
    }

    /// <summary>Sum of <see cref="DirectEntry.Unread"/> over all direct conversations.</summary>
    public Task<long> UnreadAsync(UserId user, CancellationToken cancellationToken) => conversationStore.UnreadAsync(user, cancellationToken);

    /// <summary>Messages of the other one that no device of this user has yet (above <see cref="Member.DeliveredSeq"/>), deleted ones left out, oldest first.</summary>
    /// <param name="limit">Newest ones win when there are more.</param>
    public Task<IReadOnlyList<Message>> UndeliveredAsync(UserId user, int limit, CancellationToken cancellationToken) => store.UndeliveredAsync(user, limit, cancellationToken);

    /// <summary>Messages stored so far, deleted ones included; a few seconds old at most.</summary>
    public Task<long> CountAsync(CancellationToken cancellationToken) => _count.GetAsync("all").AsTask().WaitAsync(cancellationToken);
}
