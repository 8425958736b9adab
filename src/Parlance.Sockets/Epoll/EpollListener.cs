using System.Net;
using System.Net.Sockets;

namespace Parlance.Sockets.Epoll;

/// <summary>Accepts TCP connections and deals them out to the loops, where <see cref="PendingUpgrade"/> looks at what each one wants.</summary>
internal sealed unsafe class EpollListener : IEpollSource
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int MaxAcceptsATurn = 256;
    private const int MaxAddress = 28; // sockaddr_in6

    private readonly Socket _socket;
    private readonly IReadOnlyList<EpollLoop> _loops;
    private readonly UpgradeHandling _handling;
    private uint _next;
    private int _number = -1;

    public EpollListener(Socket socket, IReadOnlyList<EpollLoop> loops, UpgradeHandling handling)
    {
        _socket = socket;
        _loops = loops;
        _handling = handling;
    }

    private int Fd => (int)_socket.SafeHandle.DangerousGetHandle();

    public void Start() => _loops[0].Post(() => _number = _loops[0].Watch(Fd, this, Libc.EpollIn));

    /// <summary>Takes no more connections.</summary>
    public Task StopAsync()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _loops[0].Post(() =>
        {
            if (_number >= 0)
                _loops[0].Detach(Fd, _number);
            _number = -1;
            _socket.Dispose();
            stopped.TrySetResult();
        });
        return stopped.Task;
    }

    public void OnReady(uint events)
    {
        var address = stackalloc byte[MaxAddress];
        for (var i = 0; i < MaxAcceptsATurn; i++)
        {
            var length = MaxAddress;
            var fd = Libc.Accept(Fd, address, &length, CloseOnExec | NonBlocking);
            if (fd < 0)
                return; // no more, or out of descriptors: the listener stays readable and is tried again next turn

            var one = 1;
            _ = Libc.SetSocketOption(fd, level: 6 /* TCP */, option: 1 /* no delay */, &one, sizeof(int));
            var remote = ReadAddress(new ReadOnlySpan<byte>(address, length));
            var loop = _loops[(int)(_next++ % (uint)_loops.Count)];
            if (loop.IsLoopThread)
                PendingUpgrade.Begin(loop, fd, remote, _handling);
            else
                loop.Post(() => PendingUpgrade.Begin(loop, fd, remote, _handling));
        }
    }

    /// <summary>The address in a sockaddr_in (family, port, 4 bytes) or sockaddr_in6 (family, port, flow, 16 bytes).</summary>
    private static IPAddress ReadAddress(ReadOnlySpan<byte> sockaddr)
    {
        if (sockaddr.Length >= 24 && sockaddr[0] == 10)
        {
            var v6 = new IPAddress(sockaddr.Slice(8, 16));
            return v6.IsIPv4MappedToIPv6 ? v6.MapToIPv4() : v6;
        }

        return sockaddr.Length >= 8 && sockaddr[0] == 2 ? new IPAddress(sockaddr.Slice(4, 4)) : IPAddress.None;
    }
}
