namespace Parlance.Core.Media;

/// <summary>Which files there are and what they belong to. A row is written before its file and removed after it, so no file is ever without one. Safe for concurrent use.</summary>
public interface IBlobIndex
{
    Task AddAsync(IReadOnlyCollection<Blob> blobs, CancellationToken cancellationToken);

    /// <summary>Sets <see cref="Blob.WasUsed"/>.</summary>
    /// <param name="by">The conversation whose thumbnail it is. One that another has already stays that one's.</param>
    Task MarkUsedAsync(IReadOnlyCollection<string> names, ConversationId? by, CancellationToken cancellationToken);

    /// <summary>The message was sent with these files: those of its sender become used and its own. One that belongs to an earlier message stays that one's.</summary>
    Task MarkSentAsync(IReadOnlyCollection<string> names, UserId by, MessageId message, CancellationToken cancellationToken);

    Task RemoveAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken);

    Task<Blob?> FindAsync(string name, CancellationToken cancellationToken);

    Task<IReadOnlyList<Blob>> OfUserAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Files that were first sent with the message.</summary>
    Task<IReadOnlyList<Blob>> OfMessageAsync(MessageId message, CancellationToken cancellationToken);

    Task<IReadOnlyList<Blob>> OfConversationAsync(ConversationId conversation, CancellationToken cancellationToken);

    /// <summary>Whether its owner's profile, or any conversation that is not deleted, names it now; of an attachment, whether its message is there.</summary>
    Task<bool> IsReferencedAsync(Blob blob, CancellationToken cancellationToken);

    /// <summary>Files that never were used and are older than <paramref name="before"/>, by name.</summary>
    Task<IReadOnlyList<Blob>> UnusedAsync(DateTimeOffset before, string after, int limit, CancellationToken cancellationToken);

    /// <summary>Files that were used, by name.</summary>
    /// <param name="after">The last name of the page before; empty for the first page.</param>
    Task<IReadOnlyList<Blob>> UsedAsync(string after, int limit, CancellationToken cancellationToken);
}
