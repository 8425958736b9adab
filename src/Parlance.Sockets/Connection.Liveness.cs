using Parlance.Sockets.Frames;

namespace Parlance.Sockets;

/// <content>Whether the peer is still there, for those who must know now rather than at the next ping.</content>
public sealed partial class Connection
{
    private TaskCompletionSource<bool>? _heard; // set while somebody waits to hear from the peer; null for nearly everybody

    /// <summary>Whether the peer was heard of lately or, asked with a ping, is heard of soon. Any thread.</summary>
    /// <param name="within">Heard of as lately as this, it is not asked.</param>
    /// <param name="timeout">How long it may take to answer.</param>
    public async ValueTask<bool> IsAliveAsync(TimeSpan within, TimeSpan timeout, TimeProvider time)
    {
        // Read from another thread this may be a moment old, which is what "lately" allows for.
        if (_state == State.Open && Loop.NowMs - Volatile.Read(ref _lastReceivedMs) <= within.TotalMilliseconds)
            return true;

        try
        {
            var heard = new TaskCompletionSource<Task<bool>>(TaskCreationOptions.RunContinuationsAsynchronously);
            Post(() => heard.SetResult(Ask()));
            return await heard.Task.Unwrap().WaitAsync(timeout, time);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private Task<bool> Ask()
    {
        if (_heard is { } asked)
            return asked.Task;
        if (!Send(Frame.Probe([])))
            return Task.FromResult(false);
        _heard = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _heard.Task;
    }

    private void AnswerWhetherAlive(bool isAlive)
    {
        _heard?.SetResult(isAlive);
        _heard = null;
    }
}
