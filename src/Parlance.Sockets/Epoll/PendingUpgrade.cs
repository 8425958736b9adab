using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Parlance.Sockets.Epoll;

/// <summary>
/// A TCP connection that has not said yet what it wants. Its first bytes are looked at without being taken: a whole WebSocket handshake that the
/// gate accepts becomes a <see cref="Connection"/> here; anything else, a handshake in several pieces included, goes untouched to the HTTP server.
/// </summary>
internal sealed unsafe class PendingUpgrade : WheelTimer, IEpollSource
{
    private const int MaxHeaderBytes = 16 * 1024;

    private readonly EpollLoop _loop;
    private readonly int _fd;
    private readonly IPAddress _remote;
    private readonly UpgradeHandling _handling;
    private int _number;

    private PendingUpgrade(EpollLoop loop, int fd, IPAddress remote, UpgradeHandling handling)
    {
        _loop = loop;
        _fd = fd;
        _remote = remote;
        _handling = handling;
    }

    public static void Begin(EpollLoop loop, int fd, IPAddress remote, UpgradeHandling handling)
    {
        var pending = new PendingUpgrade(loop, fd, remote, handling);
        pending._number = loop.Watch(fd, pending, Libc.EpollIn);
        if (pending._number < 0)
        {
            _ = Libc.Close(fd);
            return;
        }

        loop.Wheel.Schedule(pending, loop.NowMs + (long)loop.Options.FirstByteTimeout.TotalMilliseconds);
    }

    internal override void OnDue(long nowMs) => Drop();

    public void OnReady(uint events)
    {
        nint seen;
        fixed (byte* buffer = _loop.ReceiveBuffer)
            seen = Libc.Receive(_fd, buffer, MaxHeaderBytes, Libc.MsgPeek | Libc.MsgDontWait);
        if (seen <= 0)
        {
            if (seen == 0 || Marshal.GetLastPInvokeError() is not (Libc.EAgain or Libc.EIntr))
                Drop();
            return;
        }

        _loop.Wheel.Cancel(this);
        var bytes = _loop.ReceiveBuffer.AsSpan(0, (int)seen);
        if (!UpgradeHeader.TryParse(bytes, out var header) || !header.IsWebSocket)
        {
            HandOver();
            return;
        }

        var decision = _handling.Gate.TryAcceptAsync(header.ToRequest(_remote));
        if (!decision.IsCompleted)
        {
            // Not watched meanwhile: what was only looked at would make it ready at once, again and again.
            _loop.Detach(_fd, _number);
            _ = decision.AsTask().ContinueWith(done => _loop.Post(() => Resume(header, done)), TaskScheduler.Default);
        }
        else if (decision is { IsCompletedSuccessfully: true, Result: { } accepted })
        {
            Upgrade(header, accepted);
        }
        else
        {
            HandOver();
        }
    }

    private void Resume(UpgradeHeader header, Task<AcceptedUpgrade?> decision)
    {
        _number = _loop.Watch(_fd, this, Libc.EpollIn);
        if (_number < 0)
            _ = Libc.Close(_fd);
        else if (decision is { IsCompletedSuccessfully: true, Result: { } accepted })
            Upgrade(header, accepted);
        else
            HandOver();
    }

    private void Upgrade(UpgradeHeader header, AcceptedUpgrade accepted)
    {
        // What was only looked at is now taken; frames that came right behind it stay in the socket and are the connection's first input.
        fixed (byte* buffer = _loop.ReceiveBuffer)
            _ = Libc.Receive(_fd, buffer, (nuint)header.Length, Libc.MsgDontWait);

        var answer = Encoding.ASCII.GetBytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Accept: {Handshake.AcceptKey(header.Key)}\r\n\r\n");
        nint sent;
        fixed (byte* start = answer)
            sent = Libc.Send(_fd, start, (nuint)answer.Length, Libc.MsgDontWait | Libc.MsgNoSignal);
        if (sent != answer.Length)
        {
            Drop(); // an empty socket that cannot take 130 bytes is broken
            return;
        }

        var transport = new EpollTransport(_loop, _fd, _number);
        var connection = new Connection(_loop, transport, accepted.RemoteAddress);
        transport.Attach(connection);
        _loop.Replace(_number, transport);
        connection.Open(accepted.CreateSession(connection), accepted.Codec);
    }

    private void HandOver()
    {
        _loop.Detach(_fd, _number);
        _handling.HandOver(new Socket(new SafeSocketHandle(_fd, ownsHandle: true)));
    }

    private void Drop()
    {
        _loop.Wheel.Cancel(this);
        _loop.Forget(_number);
        _ = Libc.Close(_fd);
    }
}
