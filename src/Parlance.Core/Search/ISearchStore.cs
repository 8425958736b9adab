using Parlance.Core.Messages;

namespace Parlance.Core.Search;

/// <summary>The index of the words of all messages. Safe for concurrent use.</summary>
public interface ISearchStore
{
    /// <summary>Takes in what was posted, edited, deleted and purged since the last call, in one transaction with the note of how far that went.</summary>
    /// <param name="limit">Messages at most.</param>
    /// <returns>Whether there is more to take in.</returns>
    /// <exception cref="StorageException">Nothing was taken in.</exception>
    Task<bool> IndexAsync(int limit, CancellationToken cancellationToken);

    /// <summary>The newest messages that seem to answer a query and that the reader may read: in a conversation they are in now, not deleted, not removed
    /// by themselves. The index runs behind the log, so whoever asks holds the content against the query again.</summary>
    /// <param name="below">Only messages with a lower id.</param>
    /// <returns>Newest first.</returns>
    Task<SearchFinds> FindAsync(UserId reader, SearchQuery query, SearchScope scope, long below, int limit, CancellationToken cancellationToken);
}

/// <summary>Where to look.</summary>
/// <param name="Conversation">Null for all that the reader is in.</param>
/// <param name="From">Only what this person wrote; null for anybody.</param>
public sealed record SearchScope(ConversationId? Conversation, UserId? From);

/// <param name="Position">The log position up to which the index has come; read with the messages.</param>
public sealed record SearchFinds(IReadOnlyList<Message> Messages, long Position);
