using Parlance.Core.Conversations;

namespace Parlance.Core.Messages;

/// <summary>The write side of the log: one transaction at a time, on the writer's own thread, synchronous because nobody else waits there.</summary>
public interface ILogStore
{
    /// <summary>Starts a transaction that no other writer of the same database can interleave with once it has taken a position.</summary>
    /// <exception cref="StorageException">The database is away, full or read-only.</exception>
    ILogTransaction Begin();
}

/// <summary>Storage failed in a way that a caller may see as "try again later". Nothing of the transaction was stored.</summary>
public sealed class StorageException : Exception
{
    public StorageException(string message, Exception inner) : base(message, inner) { }
    public StorageException(string message) : base(message) { }
    public StorageException() { }
}

/// <summary>
/// The changes a log entry may make. Positions are taken from one counter inside the transaction and are therefore gapless and in commit order
/// across all conversations and nodes; a rolled-back transaction leaves no hole. Disposing without <see cref="Commit"/> rolls back.
/// Every method throws <see cref="StorageException"/> when the database fails.
/// </summary>
public interface ILogTransaction : IDisposable
{
    /// <summary>
    /// Appends messages in the order given, giving each the next position and the next sequence number of its conversation, and calls exactly one of
    /// <see cref="AppendEntry.Stored"/>, <see cref="AppendEntry.Repeats"/> and <see cref="AppendEntry.ConversationMissing"/> on each. A client id
    /// that occurs twice in the list counts as a repeat of the first.
    /// </summary>
    void Append(IReadOnlyList<AppendEntry> entries);

    /// <summary>Takes the next position for a change other than a message.</summary>
    long NextPosition();

    Message? FindMessage(MessageId id);

    /// <summary>Stores new content and the time of the edit under a new revision.</summary>
    /// <param name="mentions">Null leaves them as they are.</param>
    /// <returns>The message as it is now.</returns>
    Message Edit(MessageId id, string content, DateTimeOffset editedAt, long revision, IReadOnlyList<UserId>? mentions = null);

    /// <summary>Removes content, attachments, mentions and reactions and keeps the place and what it answers.</summary>
    Message Delete(MessageId id, long revision);

    /// <summary>Adds or takes back one reaction.</summary>
    /// <returns>The message as it is now, or null when that changed nothing; the revision is used only when something changed.</returns>
    Message? React(MessageId id, UserId user, string emoji, bool add, DateTimeOffset at, Func<long> revision);

    Conversation? FindConversation(ConversationId id);

    Conversation? FindConversationByKey(string key);

    /// <summary>Stores a new conversation under a fresh id; <see cref="Conversation.Id"/> of the argument is ignored.</summary>
    /// <returns>Null when the key is taken.</returns>
    Conversation? CreateConversation(Conversation conversation);

    /// <summary>Overwrites everything but id, key, kind, counts and creation time.</summary>
    Conversation UpdateConversation(Conversation conversation);

    Member? FindMember(ConversationId conversation, UserId user);

    /// <summary>The joined member other than <paramref name="except"/> with the highest role who joined first, or null: who becomes host when the host goes.</summary>
    Member? FindSuccessor(ConversationId conversation, UserId except);

    /// <summary>Inserts or overwrites role, state, name, avatar, joined-at and position, and keeps the conversation's member count.
    /// A new member's watermarks start at the conversation's newest message.</summary>
    /// <returns>The row as stored.</returns>
    Member SaveMember(Member member);

    /// <summary>Moves watermarks forward, never back and never above the newest message; reading implies delivery.</summary>
    /// <returns>The member as it is now, or null when nothing moved; the position is used only when something moved.</returns>
    Member? MoveReceipt(ConversationId conversation, UserId user, long deliveredSeq, long readSeq, Func<long> position, DateTimeOffset at);

    /// <summary>Moves the watermark up to which somebody removed the history for themselves.</summary>
    /// <param name="uptoSeq">Above what it was.</param>
    Member Clear(ConversationId conversation, UserId user, long uptoSeq);

    /// <summary>Removes content, attachments, mentions and reactions of the messages after one and up to another and keeps their places. They get no revision: use it for
    /// what nobody can see any more.</summary>
    void Purge(ConversationId conversation, long afterSeq, long uptoSeq);

    void Commit();
}
