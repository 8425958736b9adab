namespace Parlance.Sockets;

public sealed partial class Connection
{
    /// <summary>The system can take more.</summary>
    public void OnWritable()
    {
        _waitsForWritable = false;
        QueueFlush();
    }

    internal void Flush(byte[] scratch)
    {
        _flushQueued = false;
        while (!_waitsForWritable && !Outgoing.IsEmpty && _state != State.Closed)
        {
            var bytes = Outgoing.Peek(scratch);
            var sent = _transport.Send(bytes);
            if (sent < 0)
                return;
            Outgoing.Advance(sent);
            _waitsForWritable = sent < bytes.Length;
        }

        if (_state == State.Finishing && Outgoing.IsEmpty)
            _transport.Close();
    }

    private void QueueFlush()
    {
        if (_flushQueued || _waitsForWritable)
            return;
        _flushQueued = true;
        Loop.FlushAtEndOfTurn(this);
    }
}
