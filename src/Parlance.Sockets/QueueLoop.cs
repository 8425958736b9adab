using Microsoft.Extensions.Logging;
using Parlance.Core.Messages;

namespace Parlance.Sockets;

/// <summary>A loop without sockets of its own, for systems without epoll: its connections are streams that post what they have.</summary>
internal sealed class QueueLoop(string name, SocketOptions options, MessageLog log, TimeProvider time, ILogger logger)
    : SocketLoop(name, options, log, time, logger)
{
    private readonly AutoResetEvent _wake = new(false);

    protected override void Poll(int timeoutMs)
    {
        _wake.WaitOne(timeoutMs);
        BeginTurn();
    }

    protected override void Wake() => _wake.Set();

    protected override void Release() => _wake.Dispose();
}
