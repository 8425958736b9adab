using Parlance.Sockets.Frames;

namespace Parlance.Sockets;

/// <summary>Frames that wait to be sent to one connection, bounded in bytes. Loop thread only.</summary>
/// <remarks>Holds no memory while empty: most connections are idle most of the time.</remarks>
public sealed class OutgoingQueue(int maxBytes)
{
    private Frame[] _frames = [];
    private int _head;
    private int _count;
    private int _sentOfHead;

    /// <summary>Bytes that wait.</summary>
    public int Bytes { get; private set; }

    public bool IsEmpty => _count == 0;

    /// <summary>Queues a frame. Past half of the bound an ephemeral frame is left out and counts as queued.</summary>
    /// <returns>False when the frame does not fit: the reader is too slow and must be closed.</returns>
    public bool TryEnqueue(Frame frame)
    {
        var size = frame.Bytes.Length;
        if (frame.IsEphemeral && Bytes > maxBytes / 2)
            return true;
        // A frame larger than the bound passes when nothing waits: it could never be sent otherwise.
        if (Bytes + size > maxBytes && _count > 0)
            return false;

        Enqueue(frame);
        return true;
    }

    /// <summary>Drops what waits, but for a frame that is half sent, and queues the last frame this connection will get.</summary>
    public void ReplaceWith(Frame last)
    {
        var keep = _sentOfHead > 0 ? _frames[_head] : null;
        Array.Clear(_frames);
        _head = 0;
        _count = 0;
        Bytes = 0;
        if (keep is not null)
        {
            Enqueue(keep);
            Bytes -= _sentOfHead;
        }

        Enqueue(last);
    }

    /// <summary>The next bytes to send: the rest of one frame, or as many small ones as <paramref name="scratch"/> holds, copied together.</summary>
    /// <remarks>Copying beats gathering: one contiguous send of eight frames costs the kernel a seventh of eight sends, and the copy is nanoseconds.</remarks>
    public ReadOnlySpan<byte> Peek(Span<byte> scratch)
    {
        var first = _frames[_head].Bytes.AsSpan(_sentOfHead);
        if (_count == 1 || first.Length >= scratch.Length)
            return first;

        first.CopyTo(scratch);
        var used = first.Length;
        for (var i = 1; i < _count; i++)
        {
            var bytes = _frames[(_head + i) & (_frames.Length - 1)].Bytes;
            if (used + bytes.Length > scratch.Length)
                break;
            bytes.CopyTo(scratch[used..]);
            used += bytes.Length;
        }

        return scratch[..used];
    }

    /// <summary>Takes off what was sent.</summary>
    public void Advance(int sent)
    {
        Bytes -= sent;
        sent += _sentOfHead;
        while (_count > 0 && sent >= _frames[_head].Bytes.Length)
        {
            sent -= _frames[_head].Bytes.Length;
            _frames[_head] = null!;
            _head = (_head + 1) & (_frames.Length - 1);
            _count--;
        }

        _sentOfHead = sent;
        if (_count == 0)
        {
            _head = 0;
            if (_frames.Length > 8)
                _frames = [];
        }
    }

    private void Enqueue(Frame frame)
    {
        if (_count == _frames.Length)
            Grow();
        _frames[(_head + _count++) & (_frames.Length - 1)] = frame;
        Bytes += frame.Bytes.Length;
    }

    private void Grow()
    {
        var larger = new Frame[Math.Max(2, _frames.Length * 2)]; // a power of two, so that wrapping is a mask
        for (var i = 0; i < _count; i++)
            larger[i] = _frames[(_head + i) & (_frames.Length - 1)];
        _frames = larger;
        _head = 0;
    }
}
