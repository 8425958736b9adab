namespace Parlance.Sockets;

/// <summary>Something to be done on a loop's thread.</summary>
public abstract class LoopWork
{
    public abstract void Run(SocketLoop loop);

    internal sealed class Call(Action action) : LoopWork
    {
        public override void Run(SocketLoop loop) => action();
    }
}
