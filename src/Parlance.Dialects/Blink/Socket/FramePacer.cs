using Parlance.Core;
using Parlance.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.Blink.Socket;

/// <summary>Sends frames to one socket in order and no closer to each other than a spacing: of two that its page gets in one go, it may see the second alone.</summary>
/// <remarks>Loop thread only. Holds neither timer nor queue until a frame has to wait.</remarks>
internal sealed class FramePacer(Connection connection, TimeSpan spacing, TimeProvider time)
{
    private Queue<Frame>? _waiting;
    private ITimer? _timer;
    private TimeSpan _freeAt = TimeSpan.MinValue;
    private int _bytes; // of those waiting

    /// <summary>At once after a quiet time, else later. Whoever lets more wait than a socket may is closed as too slow.</summary>
    public void Send(Frame frame)
    {
        if (_waiting is not { Count: > 0 } && time.Elapsed() >= _freeAt)
        {
            Pass(frame);
            return;
        }

        if (_bytes + frame.Bytes.Length > connection.Loop.Options.MaxOutgoingBytes)
        {
            connection.Close(connection.Codec.Rules.TooSlow);
            return;
        }

        (_waiting ??= new Queue<Frame>()).Enqueue(frame);
        _bytes += frame.Bytes.Length;
        if (_waiting.Count == 1)
            Arm();
    }

    /// <summary>The connection is gone: what waits is forgotten.</summary>
    public void Stop()
    {
        _timer?.Dispose();
        _waiting = null;
    }

    private void Pass(Frame frame)
    {
        connection.Send(frame);
        _freeAt = time.Elapsed() + spacing;
    }

    private void Arm()
    {
        _timer ??= time.CreateTimer(_ => connection.Post(Release), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var wait = _freeAt - time.Elapsed();
        // Rounded up: a timer that rings early would find the socket not free yet.
        _timer.Change(wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    private void Release()
    {
        if (_waiting is not { Count: > 0 } || !connection.IsOpen)
            return;
        if (time.Elapsed() >= _freeAt)
        {
            var frame = _waiting.Dequeue();
            _bytes -= frame.Bytes.Length;
            Pass(frame);
        }

        if (_waiting.Count > 0)
            Arm();
    }
}
