namespace Parlance.Client.Connection;

/// <summary>When to say that one types, and for how long to believe it of others. Safe for concurrent use.</summary>
internal sealed class TypingTimes(Action<long, bool> tell, Action<TypingChanged> changed, TimeProvider time) : IDisposable
{
    /// <summary>While one types, others are told this often.</summary>
    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(3);

    /// <summary>After this long without a key, others are told that one stopped.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(4);

    /// <summary>Whoever is not heard of for this long stopped, whatever became of the word for it.</summary>
    private static readonly TimeSpan Expire = TimeSpan.FromSeconds(7);

    private readonly Lock _gate = new();
    private readonly Dictionary<long, (long ToldAt, ITimer Timer)> _mine = []; // guarded by _gate; by conversation
    private readonly Dictionary<(long Conversation, long User), ITimer> _theirs = []; // guarded by _gate
    private bool _disposed; // guarded by _gate

    /// <summary>A key was pressed.</summary>
    public void Typed(long conversation)
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            var typing = _mine.Remove(conversation, out var before);
            before.Timer?.Dispose();
            var due = !typing || time.GetElapsedTime(before.ToldAt) >= Repeat;
            var timer = time.CreateTimer(_ => Stopped(conversation), null, Pause, Timeout.InfiniteTimeSpan);
            _mine[conversation] = (due ? time.GetTimestamp() : before.ToldAt, timer);
            if (!due)
                return;
        }

        tell(conversation, true);
    }

    /// <summary>Sent, or thought better of it.</summary>
    public void Stopped(long conversation)
    {
        lock (_gate)
        {
            if (!_mine.Remove(conversation, out var before))
                return;
            before.Timer.Dispose();
        }

        tell(conversation, false);
    }

    /// <summary>Somebody else began or ended.</summary>
    public void Heard(TypingChanged typing)
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            if (_theirs.Remove((typing.Conversation, typing.User), out var before))
                before.Dispose();
            if (typing.On)
                _theirs[(typing.Conversation, typing.User)] = time.CreateTimer(_ => Heard(typing with { On = false }), null, Expire, Timeout.InfiniteTimeSpan);
        }

        changed(typing);
    }

    /// <summary>A message of theirs came: they are done, whether or not their client says so.</summary>
    public void Wrote(Message message)
    {
        lock (_gate)
        {
            if (!_theirs.ContainsKey((message.Conversation, message.Sender)))
                return;
        }

        Heard(new TypingChanged { Conversation = message.Conversation, User = message.Sender, Name = message.Name, On = false });
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var (_, timer) in _mine.Values)
                timer.Dispose();
            foreach (var timer in _theirs.Values)
                timer.Dispose();
            _mine.Clear();
            _theirs.Clear();
        }
    }
}
