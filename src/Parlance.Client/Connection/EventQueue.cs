using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Parlance.Client.Connection;

/// <summary>Events between the connection and the application, bounded in number.</summary>
/// <remarks>
/// The server's log is the real buffer: when the queue is full, stored events are refused and not counted as seen, and once the reader has taken half of
/// what was queued <paramref name="caughtUp"/> asks for a new connection, whose replay brings them. Passing events are dropped while the queue is full.
/// </remarks>
internal sealed class EventQueue(int capacity, Action caughtUp)
{
    private readonly Channel<ParlanceEvent> _queue = Channel.CreateBounded<ParlanceEvent>(capacity);

    // Written by the connection loop only: were the reader to clear it, what the old connection still brings would slip in behind a gap.
    private volatile bool _behind;
    private int _asked; // 1 once caughtUp was called for this gap

    /// <summary>Connection loop only.</summary>
    /// <returns>False when the event must be asked for again later.</returns>
    public bool TryAdd(ParlanceEvent e)
    {
        if (!_behind && _queue.Writer.TryWrite(e))
            return true;

        if (!_behind && (e is StoredEvent or Resumed or Snapshot))
        {
            _behind = true;
            AskIfCaughtUp(); // the reader may have emptied the queue in this very moment
        }

        return false;
    }

    /// <summary>A new connection starts from the cursor. Connection loop only.</summary>
    public void Restart()
    {
        _behind = false;
        Volatile.Write(ref _asked, 0);
    }

    public void Complete(Exception? reason) => _queue.Writer.TryComplete(reason);

    public async IAsyncEnumerable<ParlanceEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await _queue.Reader.WaitToReadAsync(cancellationToken))
        {
            while (_queue.Reader.TryRead(out var e))
            {
                AskIfCaughtUp();
                yield return e;
            }
        }
    }

    private void AskIfCaughtUp()
    {
        if (_behind && _queue.Reader.Count <= capacity / 2 && Interlocked.Exchange(ref _asked, 1) == 0)
            caughtUp();
    }
}
