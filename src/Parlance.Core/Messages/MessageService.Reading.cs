using Parlance.Core.Accounts;
using Parlance.Core.Conversations;

namespace Parlance.Core.Messages;

/// <summary>A direct conversation as one of the two sees it in a list.</summary>
/// <param name="Last">The newest message that is neither deleted nor removed by this member; null when there is none.</param>
/// <param name="Unread">Messages of the other one above the read watermark, deleted ones left out.</param>
public sealed record DirectEntry(Conversation Conversation, Member Self, User Other, Message? Last, long Unread);

public sealed partial class MessageService
{
    /// <summary>Posts a message and waits until it is committed.</summary>
    public Task<Outcome<Message>> PostAsync(Access access, User sender, string content, string kind = "text", string? clientId = null) => throw new NotSupportedException();

    /// <summary>The newest <paramref name="limit"/> messages that are not deleted, oldest first; who may read was decided before.</summary>
    /// <param name="beforeSeq">Only messages below; null for the newest.</param>
    /// <param name="reader">What this member removed for themselves is left out; null to read as nobody.</param>
    public Task<IReadOnlyList<Message>> RecentAsync(ConversationId conversation, Member? reader, long? beforeSeq, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Direct conversations that hold something for this user, latest message first.</summary>
    public Task<IReadOnlyList<DirectEntry>> DirectsAsync(UserId user, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Sum of <see cref="DirectEntry.Unread"/> over all direct conversations.</summary>
    public Task<long> UnreadAsync(UserId user, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Moves the read watermark to the newest message.</summary>
    /// <returns>How many messages of others became read by that.</returns>
    public Task<Outcome<long>> MarkReadAsync(UserId user, ConversationId conversation, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Messages of the other one that no device of this user has yet (above <see cref="Member.DeliveredSeq"/>), deleted ones left out, oldest first.</summary>
    /// <param name="limit">Newest ones win when there are more.</param>
    public Task<IReadOnlyList<Message>> UndeliveredAsync(UserId user, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Messages stored so far, deleted ones included; a few seconds old at most.</summary>
    public Task<long> CountAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
