namespace Parlance.Client.Connection;

/// <summary>Tells the server what reached this device, the highest of each conversation, a moment later: many messages, one command. Safe for concurrent use.</summary>
/// <param name="tell">Must see to it that the word arrives, whatever becomes of the connection.</param>
internal sealed class DeliveredTeller(Action<long, long> tell, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(300);

    /// <summary>Told at a time: whoever was away from many conversations must not use up what a connection may ask.</summary>
    private const int AtATime = 5;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, long> _due = []; // guarded by _gate; seq by conversation
    private readonly Dictionary<long, long> _told = []; // guarded by _gate; what needs no more telling
    private ITimer? _timer; // guarded by _gate
    private bool _disposed; // guarded by _gate

    public void Arrived(long conversation, long seq)
    {
        lock (_gate)
        {
            if (_disposed || seq <= _told.GetValueOrDefault(conversation))
                return;
            _told[conversation] = _due[conversation] = seq;
            _timer ??= time.CreateTimer(_ => TellSome(), null, Delay, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>One starts anew with a server that knows less.</summary>
    public void Forget()
    {
        lock (_gate)
            _told.Clear();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    private void TellSome()
    {
        List<KeyValuePair<long, long>> some;
        lock (_gate)
        {
            if (_disposed)
                return;
            some = [.. _due.Take(AtATime)];
            foreach (var (conversation, _) in some)
                _due.Remove(conversation);
            _timer?.Dispose();
            _timer = _due.Count > 0 ? time.CreateTimer(_ => TellSome(), null, Delay, Timeout.InfiniteTimeSpan) : null;
        }

        foreach (var (conversation, seq) in some)
            tell(conversation, seq);
    }
}
