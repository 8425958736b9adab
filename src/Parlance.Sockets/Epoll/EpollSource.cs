namespace Parlance.Sockets.Epoll;

/// <summary>Something with a file descriptor that an <see cref="EpollLoop"/> watches.</summary>
internal interface IEpollSource
{
    /// <summary>Input, room for output, an error or a hang-up; loop thread.</summary>
    void OnReady(uint events);
}
