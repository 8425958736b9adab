using Parlance.Core.Events;
using Parlance.Sockets.Frames;

namespace Parlance.Sockets;

/// <summary>Events that arrived together, on their way through every loop, with the frames they have been encoded to so far.</summary>
internal sealed class EventBatch(FanOut owner, ChatEvent[] events) : ILoopWork
{
    /// <summary>Stands for "encoded, and the dialect has no word for it".</summary>
    private static readonly Frame None = Frame.Text([]);

    private readonly int _codecs = SocketCodec.Count;
    private readonly Frame?[] _frames = new Frame?[events.Length * SocketCodec.Count];

    public FanOut Owner { get; } = owner;

    public ChatEvent[] Events { get; } = events;

    public Frame? FrameFor(int index, SocketCodec codec)
    {
        // Two loops may both find it missing and both encode it; the bytes are the same and one of them is kept.
        ref var slot = ref _frames[index * _codecs + codec.Slot];
        var frame = Volatile.Read(ref slot);
        if (frame is null)
        {
            frame = codec.Encode(Events[index]) ?? None;
            Volatile.Write(ref slot, frame);
        }

        return ReferenceEquals(frame, None) ? null : frame;
    }

    public void Run(SocketLoop loop)
    {
        var queued = 0;
        for (var i = 0; i < Events.Length; i++)
            queued += FanOut.Deliver(this, i, loop);
        if (queued > 0)
            SocketMetrics.Deliveries.Add(queued);
    }
}
