using System.Runtime.InteropServices;

namespace Parlance.Sockets.Epoll;

/// <summary>One socket of an <see cref="EpollLoop"/>: receives into the loop's buffer, sends without waiting.</summary>
internal sealed unsafe class EpollTransport(EpollLoop loop, int fd, int number) : Transport, IEpollSource
{
    private Connection _connection = null!;
    private bool _reads = true;
    private bool _wantsOutput;
    private bool _closed;

    public void Attach(Connection connection) => _connection = connection;

    public void OnReady(uint events)
    {
        if ((events & Libc.EpollOut) != 0)
        {
            _wantsOutput = false;
            Update();
            _connection.OnWritable();
        }

        if (_closed)
            return;
        if ((events & (Libc.EpollIn | Libc.EpollHup | Libc.EpollErr)) == 0)
            return;
        if (!_reads)
        {
            // Paused, and the system reports what it always reports: the peer is gone.
            if ((events & (Libc.EpollHup | Libc.EpollErr)) != 0)
                Close();
            return;
        }

        nint received;
        fixed (byte* buffer = loop.ReceiveBuffer)
            received = Libc.Receive(fd, buffer, (nuint)loop.ReceiveBuffer.Length, Libc.MsgDontWait);
        if (received > 0)
            _connection.OnBytes(loop.ReceiveBuffer.AsSpan(0, (int)received));
        else if (received == 0 || Marshal.GetLastPInvokeError() is not (Libc.EAgain or Libc.EIntr))
            Close();
    }

    public override int Send(ReadOnlySpan<byte> bytes)
    {
        if (_closed)
            return -1;
        nint sent;
        fixed (byte* start = bytes)
            sent = Libc.Send(fd, start, (nuint)bytes.Length, Libc.MsgDontWait | Libc.MsgNoSignal);
        if (sent < 0)
        {
            if (Marshal.GetLastPInvokeError() is not (Libc.EAgain or Libc.EIntr))
            {
                Close();
                return -1;
            }

            sent = 0;
        }

        if (sent < bytes.Length)
        {
            _wantsOutput = true;
            Update();
        }

        return (int)sent;
    }

    public override void PauseReading()
    {
        _reads = false;
        Update();
    }

    public override void ResumeReading()
    {
        _reads = true;
        Update();
    }

    public override void Close()
    {
        if (_closed)
            return;
        _closed = true;
        loop.Forget(number);
        _ = Libc.Close(fd);
        _connection.OnClosed();
    }

    private void Update()
    {
        if (!_closed)
            loop.Change(fd, number, (_reads ? (uint)Libc.EpollIn : 0) | (_wantsOutput ? (uint)Libc.EpollOut : 0));
    }
}
