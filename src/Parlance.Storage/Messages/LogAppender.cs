using Parlance.Core;
using Parlance.Core.Messages;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Messages;

/// <summary>The two hot statements of the log, on the log's own connection: inserting messages and writing the heads with the commit.</summary>
internal abstract class LogAppender(SqlSession session) : IDisposable
{
    protected SqlSession Session => session;

    public void Append(IReadOnlyList<AppendEntry> entries, LogHeads heads)
    {
        Prepare(entries, heads);
        foreach (var entry in entries)
        {
            if (heads.Find(entry.Conversation) is not { IsDeleted: false } head)
            {
                entry.ConversationMissing();
                continue;
            }

            var (position, seq) = (heads.Position + 1, head.LastSeq + 1);
            if (!TryInsert(entry, position, seq))
            {
                entry.Repeats(First(entry.Sender, entry.ClientId!));
                continue;
            }

            heads.Position = position;
            head.LastSeq = seq;
            head.ActivePosition = position;
            heads.Touch(head, position);
            entry.Stored(position, seq);
        }

        Flush();
    }

    /// <summary>Writes the heads and the position, and commits.</summary>
    public abstract void Commit(LogHeads heads);

    public abstract void Dispose();

    /// <summary>Reads in one go what the entries will ask for, where a round trip for each would cost.</summary>
    protected virtual void Prepare(IReadOnlyList<AppendEntry> entries, LogHeads heads) { }

    /// <returns>False when (sender, client id) is taken; then nothing is stored.</returns>
    protected abstract bool TryInsert(AppendEntry entry, long position, long seq);

    /// <summary>The message that holds (sender, client id).</summary>
    protected abstract Message First(UserId sender, string clientId);

    /// <summary>Sends the inserts that were only collected.</summary>
    protected virtual void Flush() { }
}
