namespace Parlance.Scenarios.Harness;

/// <summary>Everything one person was told, over all their connections, in order.</summary>
public sealed class Journal
{
    private readonly Lock _gate = new();
    private readonly List<ParlanceEvent> _events = []; // guarded by _gate

    public void Add(ParlanceEvent e)
    {
        lock (_gate)
            _events.Add(e);
    }

    public IReadOnlyList<ParlanceEvent> All
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    /// <summary>Position of the last stored event, or null.</summary>
    public long? Cursor => All.OfType<StoredEvent>().Select(e => (long?)e.Position).Max();

    public IReadOnlyList<Message> Messages(long conversation) =>
        [.. All.OfType<MessageReceived>().Select(e => e.Message).Where(m => m.Conversation == conversation)];

    public IReadOnlyList<T> Of<T>(long conversation) where T : StoredEvent =>
        [.. All.OfType<T>().Where(e => e.Conversation == conversation)];
}
