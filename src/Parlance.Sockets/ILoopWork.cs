namespace Parlance.Sockets;

/// <summary>Something to be done on a loop's thread.</summary>
public interface ILoopWork
{
    void Run(SocketLoop loop);
}
