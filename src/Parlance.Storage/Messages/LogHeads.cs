using Parlance.Core;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Messages;

/// <summary>The numbers of one conversation that move with every message.</summary>
internal sealed class LogHead(long conversation)
{
    public long Conversation { get; } = conversation;

    public long LastSeq { get; set; }

    /// <summary>Of the last change of any kind.</summary>
    public long LastPosition { get; set; }

    /// <summary>Of the newest message, or of the creation.</summary>
    public long ActivePosition { get; set; }

    public long MemberCount { get; set; }

    public bool IsDeleted { get; set; }

    /// <summary>Changed in this transaction and not yet written.</summary>
    public bool IsDirty { get; set; }
}

/// <summary>
/// The log's counters as the running transaction sees them: read once, counted up in memory, written once at the commit. That is sound because a log
/// transaction holds the log's lock from its first statement on.
/// </summary>
/// <remarks>
/// Between transactions the counters stay, and they are true as long as the log's position is still the one this node committed last: every change
/// takes a position, so an unmoved position means that nobody else wrote.
/// </remarks>
internal sealed class LogHeads(SqlSession session)
{
    /// <summary>About 5 MB; a node with more conversations than this reads the others as needed.</summary>
    private const int Kept = 50_000;

    private readonly Dictionary<long, LogHead> _heads = [];
    private readonly List<LogHead> _dirty = [];

    /// <summary>The newest position taken, in this transaction or before it.</summary>
    public long Position { get; set; }

    public IReadOnlyList<LogHead> Dirty => _dirty;

    public void Start(long position)
    {
        if (position != Position || _dirty.Count > 0 || _heads.Count > Kept)
            Forget();
        Position = position;
    }

    public void Forget()
    {
        _heads.Clear();
        _dirty.Clear();
        Position = -1;
    }

    public void Committed()
    {
        foreach (var head in _dirty)
            head.IsDirty = false;
        _dirty.Clear();
    }

    /// <summary>Null when there is no such conversation.</summary>
    public LogHead? Find(ConversationId id)
    {
        if (_heads.TryGetValue(id.Value, out var known))
            return known;
        if (session.First(LogSql.FindHead, [("id", id.Value)], Rows.Head) is not { } head)
            return null;
        _heads.Add(id.Value, head);
        return head;
    }

    /// <summary>Reads those that are not known yet in one statement.</summary>
    public void Load(IEnumerable<ConversationId> ids)
    {
        var missing = ids.Select(id => id.Value).Where(id => !_heads.ContainsKey(id)).Distinct().ToList();
        if (missing.Count == 0)
            return;
        foreach (var head in session.Query(LogSql.FindHeads, [("ids", StoredJson.Array(missing))], Rows.Head))
            _heads.Add(head.Conversation, head);
    }

    public void Touch(LogHead head, long position)
    {
        head.LastPosition = Math.Max(head.LastPosition, position);
        if (head.IsDirty)
            return;
        head.IsDirty = true;
        _dirty.Add(head);
    }
}
