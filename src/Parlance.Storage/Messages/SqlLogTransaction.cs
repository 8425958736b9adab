using Parlance.Core;
using Parlance.Core.Messages;
using Parlance.Storage.Search;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Messages;

internal sealed partial class SqlLogTransaction(SqlLogStore store, SqlSession session, LogAppender appender, LogHeads heads) : ILogTransaction
{
    private bool _committed;
    private bool _ended;

    public void Append(IReadOnlyList<AppendEntry> entries) => appender.Append(entries, heads);

    public long NextPosition() => ++heads.Position;

    public void Commit()
    {
        try
        {
            appender.Commit(heads);
            _committed = true;
        }
        catch (Exception e) when (e is not StorageException)
        {
            // Whatever went wrong here, nobody can tell whether it is stored: "try again" is the only honest answer, and client ids make it safe.
            session.Note(e);
            throw new StorageException("The commit failed.", e);
        }
    }

    public void Dispose()
    {
        if (_ended)
            return;
        _ended = true;
        store.End(_committed);
    }

    public Message? FindMessage(MessageId id) => session.First(MessageSql.Find, [("id", id.Value)], Rows.Message);

    public Message Edit(MessageId id, string content, DateTimeOffset editedAt, long revision, IReadOnlyList<UserId>? mentions = null)
    {
        var message = Existing(id);
        if (message.Content != content)
            session.Execute(SearchSql.NoteChange, [("id", id.Value)]);
        return Revise(message with { Content = content, EditedAt = editedAt, Mentions = mentions ?? message.Mentions }, revision);
    }

    public Message Delete(MessageId id, long revision)
    {
        session.Execute(SearchSql.NoteChange, [("id", id.Value)]);
        return Revise(Existing(id) with { Content = "", Attachments = [], Mentions = [], Reactions = [], IsDeleted = true }, revision);
    }

    public Message? React(MessageId id, UserId user, string emoji, bool add, DateTimeOffset at, Func<long> revision)
    {
        if (FindMessage(id) is not { IsDeleted: false } message || message.Reactions.Any(r => r.Is(user, emoji)) == add)
            return null;

        List<Reaction> reactions = add ? [.. message.Reactions, new Reaction(user, emoji, at)] : [.. message.Reactions.Where(r => !r.Is(user, emoji))];
        return Revise(message with { Reactions = reactions }, revision());
    }

    private Message Existing(MessageId id) => FindMessage(id) ?? throw new InvalidOperationException($"There is no message {id}.");

    private Message Revise(Message message, long revision)
    {
        session.Execute(MessageSql.Revise,
        [
            ("content", message.Content), ("attachments", StoredJson.Write(message.Attachments)), ("mentions", StoredJson.WriteMentions(message.Mentions)),
            ("reactions", StoredJson.Write(message.Reactions)),
            ("edited_at", message.EditedAt?.ToUnixTimeMilliseconds()), ("deleted", message.IsDeleted ? 1 : 0), ("revision", revision), ("id", message.Id.Value),
        ]);
        heads.Touch(Head(message.Conversation), revision);
        return message with { Revision = revision };
    }

    private LogHead Head(ConversationId id) => heads.Find(id) ?? throw new InvalidOperationException($"There is no conversation {id}.");
}
